"""Keeping an item shut, opening it again, and letting it go."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    item: str
    reason: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Unblock:
    item: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Waive:
    item: str
    reason: str


BlockingCommand = Block | Unblock | Waive
