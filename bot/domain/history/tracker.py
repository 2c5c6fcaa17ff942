"""What the bug tracker said last, and since when it cannot be asked."""

from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.history.standing import restand
from bot.domain.state.release import Release
from bot.domain.state.tracker import TrackerOutage, Tracking


def evolve(release: Release, event: e.TrackerEvent) -> Release:
    after = replace(release, tracking=_heard(release.tracking, event))
    return restand(after, release.layout.gated, event.at)


def _heard(known: Tracking, event: e.TrackerEvent) -> Tracking:
    match event:
        case e.TrackerAnswered():
            return Tracking(heard=True, since=event.at, unsorted=event.unsorted)
        case e.TrackerLost():
            since = known.since if known.lost else event.at
            return replace(known, lost=TrackerOutage(event.why, event.detail), since=since)
        case _:
            assert_never(event)
