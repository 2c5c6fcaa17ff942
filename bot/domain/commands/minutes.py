"""What may be done about the minutes."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.events.minutes import Taken


@dataclass(frozen=True, slots=True)
class TakeMinute:
    taken: Taken
    text: str
    owner: str = ""
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class StrikeMinute:
    number: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AgreeToMinutes:
    pass


@dataclass(frozen=True, slots=True)
class ObjectToMinutes:
    reason: str = ""


MinutesCommand = TakeMinute | StrikeMinute | AgreeToMinutes | ObjectToMinutes
