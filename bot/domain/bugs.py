"""Bugs as a release knows them, and how each event changes them (1d, 1e, 2a-4). Who may do what is in `rules.bugs`."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, assert_never

from bot.domain.events import bugs as e

State = Literal["open", "fixed", "verified", "deferred"]
UNSOLVED: frozenset[State] = frozenset({"open", "fixed"})  # mended is not yet verified


@dataclass(frozen=True, slots=True)
class Bug:
    """`round`: how often it was open so far. `fixer`: who mended it last. `reason`: why deferred or reopened.

    `ref`, `url`, `changed_at`: of the tracker that keeps it. `carried`: the release and bug that left it over.
    """

    id: str
    severity: str
    system: str
    environment: str
    title: str
    detail: str
    reporter: str
    at: datetime
    state: State = "open"
    round: int = 1
    fixer: str = ""
    verifier: str = ""
    reason: str = ""
    ref: str = ""
    url: str = ""
    carried: str = ""
    since: datetime | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """The open bugs by severity when a gate was passed, and when."""

    counts: Mapping[str, int]
    at: datetime
    person: str


@dataclass(frozen=True, slots=True)
class Tracking:
    """What the tracker last said. `heard`: whether it ever answered; `lost`: why it cannot be asked, since when."""

    heard: bool = False
    lost: str = ""
    since: datetime | None = None
    unsorted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shut:
    """Why a gate does not hold: severity -> (open now, allowed), or what the tracker leaves unknown."""

    over: Mapping[str, tuple[int, int]]
    unsorted: tuple[str, ...] = ()
    tracker: str = ""  # why it cannot be asked
    unheard: bool = False  # it has not been asked yet


Life = e.BugReported | e.BugFixed | e.BugVerified | e.BugReopened | e.BugDeferred | e.BugGraded


def lived(bugs: Mapping[str, Bug], event: Life) -> Mapping[str, Bug]:
    """The bugs after one more event of their lives."""
    bug = _changed(bugs, event)
    return {**bugs, bug.id: replace(bug, changed_at=event.changed_at or bug.changed_at)}


def _changed(bugs: Mapping[str, Bug], event: Life) -> Bug:
    match event:
        case e.BugReported():
            return Bug(
                event.bug,
                event.severity,
                event.system,
                event.environment,
                event.title,
                event.detail,
                event.by,
                event.at,
                ref=event.ref,
                url=event.url,
                carried=event.carried,
                since=event.at,
            )
        case e.BugFixed():
            return replace(bugs[event.bug], state="fixed", fixer=event.by, reason=event.note, since=event.at)
        case e.BugVerified():
            return replace(bugs[event.bug], state="verified", verifier=event.by, reason="", since=event.at)
        case e.BugReopened():
            bug = bugs[event.bug]
            return replace(bug, state="open", round=bug.round + 1, reason=event.reason, since=event.at)
        case e.BugDeferred():
            return replace(bugs[event.bug], state="deferred", reason=event.reason, since=event.at)
        case e.BugGraded():
            return replace(bugs[event.bug], severity=event.severity)
        case _:
            assert_never(event)


def counted(bugs: Iterable[Bug], severities: Collection[str], environments: Collection[str]) -> dict[str, int]:
    """The unsolved bugs of these environments by severity; every severity is named."""
    found = Counter(bug.severity for bug in bugs if bug.state in UNSOLVED and bug.environment in environments)
    return {severity: found[severity] for severity in severities}
