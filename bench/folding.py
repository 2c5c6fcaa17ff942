"""What the pure core costs for a plan of 100 systems × 40 steps: laying it out, one more event, one decision."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import reduce
from typing import Final, TypeVar

from bench import plans
from bot.domain import commands as c
from bot.domain.events import Started
from bot.domain.history import begin, evolve
from bot.domain.notices import notices
from bot.domain.plan.moments import Calendar
from bot.domain.reading.reminding import next_due
from bot.domain.reading.standing import may_sign
from bot.domain.rules import decide
from bot.domain.state.release import Release

Result = TypeVar("Result")

SYSTEMS, STEPS = 100, 40
EVENTS: Final = 300
START: Final = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds: for `begin`, and per event for the rest."""

    items: int
    begin: float
    decide: float
    evolve: float
    notices: float
    next_due: float


def measure() -> Measured:
    plan = plans.chained(SYSTEMS, STEPS)
    go_live = START + timedelta(days=14)
    started = Started(
        at=START, by="ann", user="U0", via="slash", release=plan.release, plan=plan, go_live=go_live,
        calendar=Calendar(), links={key: f"U{n}" for n, key in enumerate(plans.PEOPLE)},
    )  # fmt: skip
    began, release = _timed(lambda: begin(started))
    spent = dict.fromkeys(("decide", "evolve", "notices", "next_due"), 0.0)
    for key in list(release.layout.items)[:EVENTS]:
        release = _sign(release, key, spent)
    each = {name: seconds / EVENTS for name, seconds in spent.items()}
    return Measured(len(release.layout.items), began, **each)


def _sign(release: Release, key: str, spent: dict[str, float]) -> Release:
    """One signature, as the service takes it: decided, folded, told of, and the next moment planned."""
    now = START + timedelta(seconds=release.version)
    actor = c.Actor(may_sign(release, key, now)[0], "U0", "slash")
    taken, decided = _timed(lambda: decide(release, c.Sign(key), actor, now))
    spent["decide"] += taken
    assert isinstance(decided, tuple), decided
    taken, after = _timed(lambda: reduce(evolve, decided, release))
    spent["evolve"] += taken
    taken, _ = _timed(lambda: notices(release, decided, after, now))
    spent["notices"] += taken
    taken, _ = _timed(lambda: next_due(after, now))
    spent["next_due"] += taken
    return after


def _timed(work: Callable[[], Result]) -> tuple[float, Result]:
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result
