"""What a bug tracker says."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.domain.commands.admission import Admission
from bot.domain.events.tracker import Unsorted
from bot.domain.state.bugs import BugState
from bot.domain.state.tracker import TrackerOutage


@dataclass(frozen=True, slots=True)
class TrackedBug:
    """A bug as a tracker knows it, in the plan's names. `ref` names it there for good."""

    ref: str
    severity: str
    system: str
    environment: str
    title: str
    detail: str
    state: BugState
    url: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class HearTracker:
    """The tracker said this. `unsorted`: its unsolved bugs that the plan has no names for; None: it was not asked.

    `missing`: the refs of known bugs that it does not list.
    """

    admission: ClassVar = Admission(strangers=True, heard="to the end")

    bugs: tuple[TrackedBug, ...]
    unsorted: tuple[Unsorted, ...] | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoseTracker:
    """The tracker could not be asked."""

    admission: ClassVar = Admission(strangers=True, heard="to the end")

    outage: TrackerOutage


TrackerCommand = HearTracker | LoseTracker
