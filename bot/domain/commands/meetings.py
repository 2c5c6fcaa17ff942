"""What may be done about the deployment meeting and its minutes."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.events.meetings import Taken


@dataclass(frozen=True, slots=True)
class CallMeeting:
    """Call the meeting, or move it. `until` None: as long as the plan says."""

    at: datetime
    place: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CancelMeeting:
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Attend:
    """`coming` None: perhaps."""

    coming: bool | None
    message: str = ""


@dataclass(frozen=True, slots=True)
class TakeBackAttendance:
    """The emoji that answered is gone from `message`."""

    coming: bool
    message: str


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
class CloseMeeting:
    pass


@dataclass(frozen=True, slots=True)
class AgreeToMinutes:
    pass


@dataclass(frozen=True, slots=True)
class ObjectToMinutes:
    reason: str = ""
