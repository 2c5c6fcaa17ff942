"""What may be done about the deployment meeting."""

from dataclasses import dataclass
from datetime import datetime


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
class CloseMeeting:
    pass


MeetingCommand = CallMeeting | CancelMeeting | Attend | TakeBackAttendance | CloseMeeting
