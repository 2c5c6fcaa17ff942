"""Asking those who alone may touch a thing, and their answer."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.commands.admission import Admission


@dataclass(frozen=True, slots=True)
class Request:
    """Ask the holders of a role for something an item needs; the item waits for the answer."""

    admission: ClassVar = Admission(strangers=False, heard="to the end")

    role: str
    item: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    admission: ClassVar = Admission(strangers=False, heard="to the end")

    request: str
    text: str = ""
    done: bool = True


RequestCommand = Request | Answer
