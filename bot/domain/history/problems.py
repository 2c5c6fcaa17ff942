"""When a problem in a live environment begins and ends."""

from dataclasses import replace
from datetime import datetime

from bot.domain.reading.problems import is_wrong, window
from bot.domain.state.problems import Problem
from bot.domain.state.release import Release


def troubled(release: Release, at: datetime) -> Release:
    """In each live environment something wrong starts the clock; mended, or on its way back, it stops."""
    live = (key for key, known in release.plan.environments.items() if known.live)
    wrong = (key for key in live if is_wrong(release, key))
    problems = {
        key: release.problems.get(key) or Problem(at, at + window(release, key))
        for key in wrong
        if release.rolling_back(key) is None
    }
    return replace(release, problems=problems)
