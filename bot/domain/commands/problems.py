"""What the lead may decide about a problem: to go on."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class GoOn:
    """The problem gets more time. `until` None: as long again as the plan gives."""

    until: datetime | None = None
    reason: str = ""


ProblemCommand = GoOn
