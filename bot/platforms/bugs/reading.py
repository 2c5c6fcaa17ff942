"""What a tracker's words mean in a plan: severity, system, environment, state. Pure.

An issue that fits no severity or no system is told as unsorted; it is never left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.commands.tracker import TrackedBug
from bot.domain.plan import Plan, Tracker
from bot.domain.state.bugs import BugState
from bot.platforms.bugs.address import place_of
from bot.platforms.bugs.issue import Issue

Missing = Literal["severity", "system"]


@dataclass(frozen=True, slots=True)
class UnsortedIssue:
    """An issue of this release that the plan has no names for: what is missing. While it is open, no gate may open."""

    ref: str
    title: str
    url: str
    missing: tuple[Missing, ...]
    state: BugState
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Gone:
    """It was deleted, moved elsewhere, or no longer has the labels that select this release's bugs."""

    ref: str
    changed_at: datetime


Report = TrackedBug | UnsortedIssue | Gone
Row = tuple[str, frozenset[str]]  # the plan's key, the names it goes by in the tracker


@dataclass(frozen=True, slots=True)
class Reading:
    """The plan's keys, each with its names in the tracker. Of two that fit, the first holds: worst severity first.

    Where no environment fits, it is the first one.
    """

    severities: tuple[Row, ...]
    systems: tuple[Row, ...]
    environments: tuple[Row, ...]
    fixed: frozenset[str]
    deferred: frozenset[str]
    selecting: frozenset[str]

    def report(self, issue: Issue) -> Report:
        names = _folded(issue.names)
        if issue.life == "gone" or not self.selecting <= names:
            return Gone(issue.ref, issue.changed_at)
        state = self._state(issue.life, _folded(issue.standing), names)
        severity, system = _first(self.severities, names), _first(self.systems, names)
        if severity is None or system is None:
            lacking: Sequence[tuple[Missing, str | None]] = (("severity", severity), ("system", system))
            missing = tuple(what for what, found in lacking if found is None)
            return UnsortedIssue(issue.ref, issue.title, issue.url, missing, state, issue.changed_at)
        return TrackedBug(
            ref=issue.ref,
            severity=severity,
            system=system,
            environment=_first(self.environments, names) or next((key for key, _ in self.environments), ""),
            title=issue.title,
            detail=issue.detail,
            state=state,
            url=issue.url,
            changed_at=issue.changed_at,
        )

    def _state(self, life: BugState, standing: frozenset[str], names: frozenset[str]) -> BugState:
        """A state there says more than a label: a closed issue that was once labelled `fixed` has been verified."""
        if standing & self.deferred:
            return "deferred"
        if standing & self.fixed:
            return "fixed"
        if life in ("open", "verified") and names & self.deferred:
            return "deferred"
        return "fixed" if life == "open" and names & self.fixed else life


def reading_of(plan: Plan, tracker: Tracker) -> Reading:
    """The tracker's own words, as the plan lists them."""
    listed = [key for key in tracker.environments if key in plan.environments]
    return Reading(
        severities=_rows(plan.bugs.severities if plan.bugs else (), tracker.severities),
        systems=_rows(plan.systems, tracker.systems),
        environments=_rows(listed or plan.environments, tracker.environments),
        fixed=_folded(tracker.fixed),
        deferred=_folded(tracker.deferred),
        selecting=_folded(query_labels(tracker)) if tracker.kind == "github" else frozenset(),
    )


def own_reading(plan: Plan) -> Reading:
    """For issues pushed in our own form: the plan's keys mean themselves."""
    severities = plan.bugs.severities if plan.bugs else ()
    each = [tuple((key, frozenset({_fold(key)})) for key in keys) for keys in (severities, plan.systems)]
    environments = tuple((key, frozenset({_fold(key)})) for key in plan.environments)
    return Reading(each[0], each[1], environments, frozenset(), frozenset(), frozenset())


def report(issue: Issue, plan: Plan, release: str) -> Report | None:
    """What an issue that a webhook brought is for this release; None when it is none of its concern.

    A Jira webhook tells what its own JQL filter lets through; the filter must be the plan's `query`. An issue is
    pushed to the release it names, unless that has a tracker: what is asked for there is the whole truth.
    """
    if plan.bugs is None:
        return None
    tracker = plan.bugs.tracker
    if issue.kind == "pushed":
        return None if tracker or issue.place != release.casefold() else own_reading(plan).report(issue)
    if tracker is None or tracker.kind != issue.kind or place_of(tracker) != issue.place:
        return None
    return reading_of(plan, tracker).report(issue)


def query_labels(tracker: Tracker) -> tuple[str, ...]:
    """The labels that a GitHub query names: an issue of this release has all of them."""
    return tuple(label for part in tracker.query.split(",") if (label := part.strip()))


def _rows(keys: Iterable[str], names: Mapping[str, Iterable[str]]) -> tuple[Row, ...]:
    return tuple((key, _folded(names.get(key, ()))) for key in keys)


def _first(rows: Iterable[Row], names: frozenset[str]) -> str | None:
    return next((key for key, known in rows if known & names), None)


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(map(_fold, names))


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())
