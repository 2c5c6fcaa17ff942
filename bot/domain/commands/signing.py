"""What may be done with one item."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sign:
    """`role` picks one where the person holds several; `note` is the evidence."""

    item: str
    note: str = ""
    role: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take back a signature or a waiver. `confirmed`: what it re-closes has been shown."""

    item: str
    reason: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class TakeBackReaction:
    """The emoji that signed, blocked or watched on this message ("C…:ts") is gone."""

    message: str
    meaning: str  # sign | block | watch
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Watch:
    item: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Words left for an item in a thread; they serve as evidence when the same person signs next."""

    item: str
    text: str


SigningCommand = Sign | Withdraw | TakeBackReaction | Watch | Note
