"""When a problem in a live environment begins and ends, and how long it may take."""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.domain import events as e
from bot.domain.history.standing import restand
from bot.domain.reading.problems import is_wrong, window
from bot.domain.state.problems import Problem
from bot.domain.state.release import Release


def evolve(release: Release, event: e.ProblemEvent) -> Release:
    known = release.problems[event.environment]
    match event:
        case e.DecisionAsked():
            problem = replace(known, asked=event.at)
        case e.WentOn():
            problem = replace(known, until=event.until, asked=None, extended=event.at)
        case _:
            assert_never(event)
    return replace(release, problems={**release.problems, event.environment: problem})


def troubled(release: Release, at: datetime) -> Release:
    """In each live environment something wrong starts the clock; mended, or on its way back, it stops.

    What is wrong somewhere shuts the gates that look there. Once the release is over, neither: nobody would be asked.
    """
    if release.ended_at:
        return release
    live = (key for key, known in release.plan.environments.items() if known.live)
    wrong = (key for key in live if is_wrong(release, key))
    problems = {
        key: release.problems.get(key) or Problem(at, at + window(release, key))
        for key in wrong
        if release.rolling_back(key) is None
    }
    return restand(replace(release, problems=problems), release.layout.gated, at)
