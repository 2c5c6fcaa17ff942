"""What may be done with bugs, and what a tracker says of them."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.bugs import Outage, State
from bot.domain.events.bugs import Unsorted


@dataclass(frozen=True, slots=True)
class ReportBug:
    """Names as they were given; "" for the environment is the last one that has been reached."""

    severity: str
    system: str
    title: str
    detail: str = ""
    environment: str = ""


@dataclass(frozen=True, slots=True)
class FixBug:
    bug: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class VerifyBug:
    bug: str


@dataclass(frozen=True, slots=True)
class ReopenBug:
    bug: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DeferBug:
    bug: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GradeBug:
    bug: str
    severity: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CarryBugs:
    """What to do with the bugs earlier releases left over: take these ("release bug") on, and leave the others."""

    taken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrackedBug:
    """A bug as a tracker knows it, in the plan's names. `ref` names it there for good."""

    ref: str
    severity: str
    system: str
    environment: str
    title: str
    detail: str
    state: State
    url: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class HearTracker:
    """The tracker said this. `unsorted`: its unsolved bugs that the plan has no names for; None: it was not asked.

    `missing`: the refs of known bugs that it does not list.
    """

    bugs: tuple[TrackedBug, ...]
    unsorted: tuple[Unsorted, ...] | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoseTracker:
    """The tracker could not be asked."""

    outage: Outage
