"""What may be done with one item."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.commands.admission import Admission
from bot.domain.commands.confirming import MovesCode, ShownFirst


@dataclass(frozen=True, slots=True)
class Sign(MovesCode):
    """`role` picks one where the person holds several; `note` is the evidence.

    `seen`: the fingerprint of what was shown where it was pressed; "" where it was typed.
    """

    admission: ClassVar = Admission(strangers=False, heard="while running")
    verb: ClassVar = "done"

    item: str
    note: str = ""
    role: str = ""
    message: str = ""
    seen: str = ""

    @property
    def said(self) -> tuple[str, ...]:
        return (*(("as", self.role) if self.role else ()), self.note)


@dataclass(frozen=True, slots=True)
class Fail:
    """Say that the test an item asks for has failed, and how."""

    admission: ClassVar = Admission(strangers=False, heard="to the end")

    item: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Withdraw(ShownFirst):
    """Take back a signature or a waiver."""

    admission: ClassVar = Admission(strangers=False, heard="while running")
    verb: ClassVar = "undo"

    item: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TakeBackReaction:
    """The emoji that signed, blocked or watched on this message ("C…:ts") is gone.

    Which item that is about only its mark tells: it is heard as long as that goes on.
    """

    admission: ClassVar = Admission(strangers=False, heard="always")

    message: str
    meaning: str  # sign | block | watch


@dataclass(frozen=True, slots=True)
class Watch:
    admission: ClassVar = Admission(strangers=False, heard="while running")

    item: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Words left for an item in a thread; they serve as evidence when the same person signs next.

    `message` ("C…:ts"): where they stand. Words that stand there already are written anew.
    """

    admission: ClassVar = Admission(strangers=False, heard="to the end")

    item: str
    text: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Unsay:
    """Words left for an item were deleted."""

    admission: ClassVar = Admission(strangers=False, heard="to the end")

    item: str
    message: str


SigningCommand = Sign | Fail | Withdraw | TakeBackReaction | Watch | Note | Unsay
