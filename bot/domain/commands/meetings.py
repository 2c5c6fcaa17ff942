"""What may be done about the deployment meeting."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.domain.commands.admission import Admission


@dataclass(frozen=True, slots=True)
class CallMeeting:
    """Call the meeting, or move it. `until` None: as long as the plan says."""

    admission: ClassVar = Admission(strangers=False, heard="to the end")

    at: datetime
    place: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CancelMeeting:
    admission: ClassVar = Admission(strangers=False, heard="to the end")

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Attend:
    """`coming` None: perhaps."""

    admission: ClassVar = Admission(strangers=False, heard="to the end")

    coming: bool | None
    message: str = ""


@dataclass(frozen=True, slots=True)
class TakeBackAttendance:
    """The emoji that answered is gone from `message`."""

    admission: ClassVar = Admission(strangers=False, heard="to the end")

    coming: bool
    message: str


@dataclass(frozen=True, slots=True)
class CloseMeeting:
    admission: ClassVar = Admission(strangers=False, heard="to the end")


MeetingCommand = CallMeeting | CancelMeeting | Attend | TakeBackAttendance | CloseMeeting
