"""What stands in the way of the minutes."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class WasNotThere:
    """Minutes are changed, agreed and objected to by those who were there."""

    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoSuchMinute:
    number: int
    known: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NoMinutes:
    """They have not been posted yet; they are at `at`."""

    at: datetime


@dataclass(frozen=True, slots=True)
class AgreedAlready:
    """To this version of the minutes."""


@dataclass(frozen=True, slots=True)
class MinutesStand:
    """They have been settled since `at`: only a correction makes a new version."""

    at: datetime


@dataclass(frozen=True, slots=True)
class MinutesUnsettled:
    """They wait for these people to agree, or for `until`; `objections` (person, reason) hold them."""

    item: str
    people: tuple[str, ...]
    until: datetime
    objections: tuple[tuple[str, str], ...]


MinutesRefusal = WasNotThere | NoSuchMinute | NoMinutes | AgreedAlready | MinutesStand | MinutesUnsettled
