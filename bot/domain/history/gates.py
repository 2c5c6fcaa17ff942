"""Gates passed and lost."""

from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.history.standing import undone
from bot.domain.state.gates import Passed
from bot.domain.state.release import Release


def evolve(release: Release, event: e.GateEvent) -> Release:
    match event:
        case e.GatePassed():
            passed = Passed(event.counts, event.at, event.by)
            return replace(release, passed={**release.passed, event.item: passed})
        case e.GateLost():
            return undone(release, event.item, event.at)
        case _:
            assert_never(event)
