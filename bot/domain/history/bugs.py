"""Bugs after an event, and those that earlier releases left over."""

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.events.bugs import BugAct
from bot.domain.history.problems import troubled
from bot.domain.state.bugs import Bug, BugState, Turn
from bot.domain.state.release import Release


def evolve(release: Release, event: e.BugEvent) -> Release:
    match event:
        case e.DeferralsCarried():
            left = tuple(each for each in release.left_over if f"{each.release} {each.bug}" not in event.offered)
            return replace(release, left_over=left)
        case _:
            return troubled(replace(release, bugs=lived(release.bugs, event)), event.at)


def lived(bugs: Mapping[str, Bug], event: e.LifeEvent) -> Mapping[str, Bug]:
    """The bugs after one more event of their lives."""
    bug = _changed(bugs, event)
    return {**bugs, bug.id: replace(bug, changed_at=event.changed_at or bug.changed_at)}


def _changed(bugs: Mapping[str, Bug], event: e.LifeEvent) -> Bug:
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


def _turned(bugs: Mapping[str, Bug], event: BugAct, state: BugState, words: str = "") -> Bug:
    bug = bugs[event.bug]
    turn = Turn(state, event.by, event.at, words, event.instead_of)
    return replace(bug, state=state, reason=words, since=event.at, turns=(*bug.turns, turn))
