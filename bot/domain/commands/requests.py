"""Asking those who alone may touch a thing, and their answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """Ask the holders of a role for something an item needs; the item waits for the answer."""

    role: str
    item: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    request: str
    text: str = ""
    done: bool = True


RequestCommand = Request | Answer
