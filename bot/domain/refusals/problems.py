"""What there is nothing to decide about."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class NothingFailed:
    """No deployment has failed, so there is nothing to decide."""


@dataclass(frozen=True, slots=True)
class NoLonger:
    """The problem has time until a later moment already: going on takes nothing away."""

    environment: str
    moment: datetime
    until: datetime


ProblemRefusal = NothingFailed | NoLonger
