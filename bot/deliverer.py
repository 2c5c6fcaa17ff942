"""Carries the outbox to Slack: wakes when something is owed, claims it, and hands it to a few workers."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Final

import structlog

from bot.delivery import Delivery, Timings, Ways, back_off
from bot.records import Records
from storage import delivery
from storage.engine import Database
from storage.outbox import Owed

log = structlog.get_logger(__name__)

WORKERS: Final = 4
SHORTEST: Final = 0.01  # seconds
AFTER_TROUBLE: Final = 1.0  # seconds


class Deliverer:
    """A thread of its own; `nudge` tells it that something is owed."""

    def __init__(
        self,
        database: Database,
        records: Records,
        ways: Ways,
        clock: Callable[[], datetime],
        timings: Timings,
    ) -> None:
        self._database = database
        self._clock = clock
        self._timings = timings
        self._owner = uuid.uuid4().hex
        self._delivery = Delivery(database, records, ways, clock, timings, self._owner)
        self._bell = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="deliverer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def nudge(self) -> None:
        self._bell.set()

    def stop(self) -> None:
        """Finish what is being sent, then end."""
        self._stopped.set()
        self._bell.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        with ThreadPoolExecutor(WORKERS, "delivery") as pool:
            while not self._stopped.is_set():
                self._bell.clear()
                try:
                    pause = SHORTEST if self._round(pool) else self._pause()
                except Exception:
                    log.exception("delivery.round_failed")
                    pause = AFTER_TROUBLE
                self._bell.wait(pause)

    def _round(self, pool: ThreadPoolExecutor) -> bool:
        now = self._clock()
        owed = self._database.write(
            lambda conn: delivery.claim(conn, now, self._owner, lease=self._timings.lease, limit=WORKERS)
        )
        if owed:
            log.debug("delivery.claimed", keys=[message.key for message in owed])
        for _ in pool.map(self._safely, owed):
            pass
        return bool(owed)

    def _pause(self) -> float:
        now = self._clock()
        with self._database.read() as conn:
            wake = delivery.next_wake(conn, now)
        idle = self._timings.idle
        return max(SHORTEST, min(idle, wake - now if wake else idle).total_seconds())

    def _safely(self, owed: Owed) -> None:
        try:
            self._delivery.deliver(owed)
        except Exception as error:
            log.exception("delivery.failed", key=owed.key)
            self._delivery.later(owed, back_off(owed), f"{type(error).__name__}: {error}", unknown=True)
