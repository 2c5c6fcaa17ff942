"""What was counted when a quality gate was passed, and why one does not hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain import events as e
from bot.domain.state.tracker import TrackerOutage


@dataclass(frozen=True, slots=True)
class Passed:
    """The open bugs by severity when a gate was passed, and when."""

    counts: Mapping[str, int]
    at: datetime
    person: str


@dataclass(frozen=True, slots=True)
class Shut:
    """Why a gate does not hold: severity -> (open now, allowed), or what the tracker leaves unknown."""

    over: Mapping[str, tuple[int, int]]
    unsorted: tuple[e.Unsorted, ...] = ()
    tracker: TrackerOutage | None = None  # why it cannot be asked
    unheard: bool = False  # it has not been asked yet
