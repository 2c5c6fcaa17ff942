"""Keeping an item shut, opening it again, and letting it go."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.commands.admission import Admission


@dataclass(frozen=True, slots=True)
class Block:
    admission: ClassVar = Admission(strangers=False, heard="while running")

    item: str
    reason: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Unblock:
    admission: ClassVar = Admission(strangers=False, heard="while running")

    item: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Waive:
    """`confirmed`: the code of the consequences that were shown (`Confirm`)."""

    admission: ClassVar = Admission(strangers=False, heard="while running")

    item: str
    reason: str
    confirmed: str = ""


BlockingCommand = Block | Unblock | Waive
