"""What is wrong in a live environment while something of this release runs there, and how long it may take (3b-5, 3d).

A failed deployment, a failed test, a bug that was found there and may not wait, a watched system that is down. Pure;
the lead decides.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import takewhile

from bot.domain.events import AlertTold, WatchTurned
from bot.domain.plan.moments import parse_duration
from bot.domain.reading.watching import turns
from bot.domain.state.bugs import Bug, is_unsolved
from bot.domain.state.deployments import Deployment
from bot.domain.state.problems import Problem
from bot.domain.state.release import Release

WINDOW = "1h"  # where the plan gives no time
NO_ALARM = ("none", "info")  # severities of alerts that always fire, or only inform

Wrong = Deployment | str | WatchTurned | AlertTold
"""A deployment that failed, the item of a test that did, a watch that is not up, an alert that fires."""


def failures(release: Release, environment: str) -> tuple[Deployment, ...]:
    """The systems whose last deployment there failed, in the plan's order."""
    last = {each.system: each for each in _since_taken_back(release, environment)}
    return tuple(last[key] for key in release.plan.systems if key in last and last[key].failed)


def grave_bugs(release: Release, environment: str) -> tuple[Bug, ...]:
    """The unsolved bugs found there since this release came: what was known of before is no reason to go back."""
    there = _since_taken_back(release, environment)
    may_wait = release.plan.bugs.defer if release.plan.bugs else ()
    return tuple(
        bug
        for bug in release.bugs.values()
        if bug.environment == environment
        and bug.severity not in may_wait
        and is_unsolved(bug, may_wait)
        and there
        and _opened(bug) >= there[0].at
    )


def outages(release: Release, environment: str) -> tuple[WatchTurned, ...]:
    """The watches of systems there that are down; that a certificate ends soon is no outage yet."""
    there = _since_taken_back(release, environment)
    watched = {key for key, watch in release.plan.watches.items() if watch.system in {each.system for each in there}}
    return tuple(
        turned
        for key, turned in release.watched.items()
        if key in watched and turned.state == "down" and turned.why != "expires-soon" and turned.since >= there[0].at
    )


def failed_tests(release: Release, environment: str) -> tuple[str, ...]:
    """The items whose test of what runs there failed last, and that nobody has let go."""
    there = _since_taken_back(release, environment)
    records = ((key, release.records[key]) for key, place in release.layout.tried.items() if place == environment)
    return tuple(
        key
        for key, record in records
        if record.failed and not record.waiver and there and record.failed.at >= there[0].at
    )


def is_wrong(release: Release, environment: str) -> bool:
    return any(wrong(release, environment) for wrong in (failures, failed_tests, grave_bugs, outages))


def known_wrong(release: Release, environment: str) -> tuple[Wrong, ...]:
    """What speaks against saying that all is well there, besides the bugs that a standard counts.

    Where it is live, all that watches it: what fires, is down, or cannot be seen, whether or not it starts a clock.
    """
    found: tuple[Wrong, ...] = (*failures(release, environment), *failed_tests(release, environment))
    if not release.plan.environments[environment].live:
        return found
    down = (turned for turned in turns(release).values() if turned.state != "up" and turned.why != "expires-soon")
    firing = (told for told in release.alerts.values() if told.state == "firing" and told.severity not in NO_ALARM)
    return (*found, *down, *firing)


def window(release: Release, environment: str) -> timedelta:
    """How long a problem there may take: as the present phase says, else the one that deploys there."""
    plan = release.plan
    deploying = (phase for phase in plan.phases if any(step.deploys == environment for step in phase.steps))
    given = (phase.window for phase in (plan.phases[release.phase], *deploying))
    return parse_duration(next(filter(None, given), WINDOW))


def present_end(problem: Problem, now: datetime) -> datetime:
    """What more time is counted from: the end it has, or now where that is over."""
    return max(problem.until, now)


def _since_taken_back(release: Release, environment: str) -> Sequence[Deployment]:
    """What this release has deployed there since anything of it was taken back last; oldest first."""
    there = (each for each in reversed(release.deployments) if each.environment == environment)
    return tuple(takewhile(lambda each: not each.rollback, there))[::-1]


def _opened(bug: Bug) -> datetime:
    """When it was reported, or opened again."""
    return max((turn.at for turn in bug.turns if turn.state == "open"), default=bug.at)
