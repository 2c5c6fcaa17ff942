"""The metronome: APScheduler with jobs in memory only. What is due is in the database, not in a job store."""

from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler

from bot.delivery import Timings
from bot.records import Records
from bot.service import Service

TICK = 1  # seconds between two looks at what is due
TIDY = 86_400


def beat(
    scheduler: BackgroundScheduler,
    service: Service,
    records: Records,
    clock: Callable[[], datetime],
    catch_up: Callable[[], None],
    watch: Callable[[], None],
    timings: Timings,
) -> None:
    """Set the beats. `watch` looks after the socket. A missed beat is made up for once; none runs twice at a time."""
    every = {"trigger": "interval", "coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    scheduler.add_job(lambda: service.tick(clock()), seconds=TICK, **every)
    scheduler.add_job(watch, seconds=timings.ping.total_seconds() * 1.5, **every)
    scheduler.add_job(catch_up, seconds=timings.catch_up.total_seconds(), next_run_time=datetime.now(UTC), **every)
    scheduler.add_job(lambda: records.tidy(clock()), seconds=TIDY, **every)
