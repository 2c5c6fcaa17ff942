"""What the lead may decide about a problem: to go on."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.domain.commands.admission import Admission


@dataclass(frozen=True, slots=True)
class GoOn:
    """The problem gets more time. `until` None: as long again as the plan gives."""

    admission: ClassVar = Admission(strangers=False, heard="to the end")

    until: datetime | None = None
    reason: str = ""


ProblemCommand = GoOn
