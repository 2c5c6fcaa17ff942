"""Bugs as a release knows them, and how each event changes them (1d, 1e, 2a-4). Who may do what is in `rules.bugs`."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, assert_never

from bot.domain.events import bugs as e

State = Literal["open", "fixed", "verified", "deferred", "gone"]
UNSOLVED: frozenset[State] = frozenset({"open", "fixed"})  # mended is not yet verified


@dataclass(frozen=True, slots=True)
class Turn:
    """What the bug became, through whom (and for whom a stand-in acted), with which words."""

    state: State
    person: str
    at: datetime
    words: str = ""
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Bug:
    """`round`: how often it was open so far. `fixer`: who mended it last. `reason`: why deferred or reopened.

    `turns`: its life after the report, round by round.

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
    turns: tuple[Turn, ...] = ()

    @property
    def fixers(self) -> frozenset[str]:
        """Everybody who mended it, in whichever round."""
        return frozenset(turn.person for turn in self.turns if turn.state == "fixed")


@dataclass(frozen=True, slots=True)
class Passed:
    """The open bugs by severity when a gate was passed, and when."""

    counts: Mapping[str, int]
    at: datetime
    person: str


@dataclass(frozen=True, slots=True)
class Outage:
    """Why a tracker cannot be asked: a stable code, and the fact behind it, in nobody's language."""

    why: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Tracking:
    """What the tracker last said, since when. `heard`: whether it ever answered; `lost`: why it cannot be asked."""

    heard: bool = False
    lost: Outage | None = None
    since: datetime | None = None
    unsorted: tuple[e.Unsorted, ...] = ()


@dataclass(frozen=True, slots=True)
class Shut:
    """Why a gate does not hold: severity -> (open now, allowed), or what the tracker leaves unknown."""

    over: Mapping[str, tuple[int, int]]
    unsorted: tuple[e.Unsorted, ...] = ()
    tracker: Outage | None = None  # why it cannot be asked
    unheard: bool = False  # it has not been asked yet


Life = (
    e.BugReported | e.BugFixed | e.BugVerified | e.BugReopened | e.BugDeferred | e.BugGraded | e.BugRevised | e.BugGone
)


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
            return replace(_turned(bugs, event, "fixed", event.note), fixer=event.by)
        case e.BugVerified():
            return replace(_turned(bugs, event, "verified"), verifier=event.by)
        case e.BugReopened():
            return replace(_turned(bugs, event, "open", event.reason), round=bugs[event.bug].round + 1)
        case e.BugDeferred():
            return _turned(bugs, event, "deferred", event.reason)
        case e.BugGraded():
            return replace(bugs[event.bug], severity=event.severity)
        case e.BugRevised():
            return replace(
                bugs[event.bug],
                system=event.system,
                environment=event.environment,
                title=event.title,
                detail=event.detail,
                url=event.url,
            )
        case e.BugGone():
            return replace(bugs[event.bug], state="gone", reason="", since=event.at)
        case _:
            assert_never(event)


def _turned(bugs: Mapping[str, Bug], event: e.BugAct, state: State, words: str = "") -> Bug:
    bug = bugs[event.bug]
    turn = Turn(state, event.by, event.at, words, event.instead_of)
    return replace(bug, state=state, reason=words, since=event.at, turns=(*bug.turns, turn))


def is_unsolved(bug: Bug, may_wait: Collection[str]) -> bool:
    """Open, mended but not verified, or deferred although its severity may not wait: graded so, or by a tracker."""
    return bug.state in UNSOLVED or (bug.state == "deferred" and bug.severity not in may_wait)


def tallied(bugs: Iterable[Bug], severities: Iterable[str]) -> dict[str, int]:
    """How many bugs of each severity; every severity is named, one that nobody knows is counted too."""
    found = Counter(bug.severity for bug in bugs)
    return {severity: found[severity] for severity in dict.fromkeys((*severities, *found))}


def remaining(bugs: Iterable[Bug], release: str) -> Iterator[e.Deferred]:
    """What a release that has ended leaves unsolved to the next; what a tracker keeps is told by the tracker."""
    for bug in bugs:
        if bug.state in ("open", "fixed", "deferred") and not bug.ref:
            yield e.Deferred(
                release=release,
                bug=bug.id,
                severity=bug.severity,
                system=bug.system,
                title=bug.title,
                detail=bug.detail,
            )
