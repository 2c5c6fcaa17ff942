"""Carries the outbox to Slack: wakes when something is owed, claims it, and hands it to a few workers."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from typing import Final

import structlog

from bot.post.claims import Claims
from bot.post.delivery import Delivery, Timings, Ways
from bot.record import owing
from bot.record.lookup import Lookup
from storage import delivery
from storage.engine import Database
from storage.outbox import Owed

log = structlog.get_logger(__name__)

WORKERS: Final = 4
SHORTEST: Final = 0.01  # seconds
WHILE_MAILING: Final = 0.2  # seconds; mails that are not claimed meanwhile would wake us at once
AFTER_TROUBLE: Final = 1.0  # seconds


class Deliverer:
    """A thread of its own; `nudge` tells it that something is owed."""

    def __init__(
        self,
        database: Database,
        records: Lookup,
        ways: Ways,
        clock: Callable[[], datetime],
        timings: Timings,
    ) -> None:
        self._database = database
        self._clock = clock
        self._timings = timings
        self._claims = Claims(database, clock, uuid.uuid4().hex, timings.lease)
        self._delivery = Delivery(database, records, ways, clock, timings, self._claims)
        self._bell = threading.Event()
        self._stopped = threading.Event()
        self._sending: list[Future[None]] = []
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
        with ThreadPoolExecutor(WORKERS, "delivery") as pool, ThreadPoolExecutor(WORKERS, "mail") as mails:
            while not self._stopped.is_set():
                # Cleared before the round, not after: what is owed during it must ring for the next one.
                self._bell.clear()
                try:
                    pause = SHORTEST if self._round(pool, mails) else self._pause()
                except Exception:
                    log.exception("delivery.round_failed")
                    pause = AFTER_TROUBLE
                self._bell.wait(pause)

    def _round(self, pool: ThreadPoolExecutor, mails: ThreadPoolExecutor) -> bool:
        """Slack does not wait for a slow mail server; more mails are claimed when those under way have ended."""
        now = self._clock()
        self._sending = [sending for sending in self._sending if not sending.done()]
        # Mails under way hold their leases; claiming more than can be sent would let those run out in the line.
        skipped = [owing.POST] if self._sending else []
        owed = self._database.write(
            lambda conn: delivery.claim(
                conn, now, self._claims.owner, lease=self._timings.lease, limit=WORKERS, skip_channels=skipped
            )
        )
        if owed:
            log.debug("delivery.claimed", keys=[message.key for message in owed])
        for message in owed:
            if message.place == owing.POST:
                self._send(message, mails)
        for _ in pool.map(self._safely, [message for message in owed if message.place != owing.POST]):
            pass
        return bool(owed)

    def _send(self, owed: Owed, mails: ThreadPoolExecutor) -> None:
        sending = mails.submit(self._safely, owed)
        self._sending.append(sending)
        sending.add_done_callback(lambda _: self._bell.set())

    def _pause(self) -> float:
        now = self._clock()
        with self._database.read() as conn:
            wake = delivery.next_wake(conn, now)
        idle = self._timings.idle
        shortest = WHILE_MAILING if self._sending else SHORTEST
        return max(shortest, min(idle, wake - now if wake else idle).total_seconds())

    def _safely(self, owed: Owed) -> None:
        try:
            self._delivery.deliver(owed)
        except Exception as error:
            log.exception("delivery.failed", key=owed.key)
            self._claims.failed(owed, f"{type(error).__name__}: {error}", unknown=True)
