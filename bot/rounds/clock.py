"""The metronome: APScheduler with jobs in memory only. What is due is in the database, not in a job store."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler

TICK = timedelta(seconds=1)  # between two looks at what is due
TIDY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Round:
    """What is done every so often; `at_once`: as soon as the metronome is started, too."""

    does: Callable[[], object]
    every: timedelta
    at_once: bool = False


def beat(scheduler: BackgroundScheduler, rounds: Iterable[Round]) -> None:
    """Set the beats. A missed one is made up for once; none runs twice at a time."""
    for each in rounds:
        first = {"next_run_time": datetime.now(UTC)} if each.at_once else {}
        scheduler.add_job(
            each.does,
            "interval",
            seconds=each.every.total_seconds(),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
            **first,
        )
