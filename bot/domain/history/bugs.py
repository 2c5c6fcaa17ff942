"""Bugs and what the tracker said, after an event."""

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.events.bugs import BugAct
from bot.domain.history.problems import troubled
from bot.domain.state.bugs import Bug, State, Turn
from bot.domain.state.release import Release
from bot.domain.state.tracker import Outage, Tracking

Life = (
    e.BugReported | e.BugFixed | e.BugVerified | e.BugReopened | e.BugDeferred | e.BugGraded | e.BugRevised | e.BugGone
)


def counted(release: Release, event: Life | e.TrackerAnswered | e.TrackerLost) -> Release:
    match event:
        case e.TrackerAnswered():
            return replace(release, tracking=Tracking(heard=True, since=event.at, unsorted=event.unsorted))
        case e.TrackerLost():
            known = release.tracking
            since = known.since if known.lost else event.at
            return replace(release, tracking=replace(known, lost=Outage(event.why, event.detail), since=since))
        case _:
            return troubled(replace(release, bugs=lived(release.bugs, event)), event.at)


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


def _turned(bugs: Mapping[str, Bug], event: BugAct, state: State, words: str = "") -> Bug:
    bug = bugs[event.bug]
    turn = Turn(state, event.by, event.at, words, event.instead_of)
    return replace(bug, state=state, reason=words, since=event.at, turns=(*bug.turns, turn))
