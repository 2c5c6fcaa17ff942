"""Keeping an item shut, opening it again, and letting it go."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.commands.admission import Admission
from bot.domain.commands.confirming import ShownFirst


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
class Waive(ShownFirst):
    admission: ClassVar = Admission(strangers=False, heard="while running")
    verb: ClassVar = "waive"

    item: str
    reason: str


BlockingCommand = Block | Unblock | Waive
