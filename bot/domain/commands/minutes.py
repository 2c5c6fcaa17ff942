"""What may be done about the minutes."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.domain.commands.admission import Admission
from bot.domain.events.minutes import Taken


@dataclass(frozen=True, slots=True)
class TakeMinute:
    admission: ClassVar = Admission(strangers=False, heard="to the end")

    taken: Taken
    text: str
    owner: str = ""
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class StrikeMinute:
    admission: ClassVar = Admission(strangers=False, heard="to the end")

    number: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AgreeToMinutes:
    admission: ClassVar = Admission(strangers=False, heard="to the end")


@dataclass(frozen=True, slots=True)
class ObjectToMinutes:
    admission: ClassVar = Admission(strangers=False, heard="to the end")

    reason: str = ""


MinutesCommand = TakeMinute | StrikeMinute | AgreeToMinutes | ObjectToMinutes
