"""What is said of a claimed message: that it is tried, posted, shown, put off, or can never be delivered.

The words of one owner of leases; what they mean for the others is `storage.delivery`'s business.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.slack.sender import Sent
from storage import delivery
from storage.engine import Database
from storage.outbox import Owed

log = structlog.get_logger(__name__)

BACK_OFF: Final = (1, 2, 5, 15, 60, 300)  # seconds


class Claims:
    """`owner` holds the leases, each so `long`."""

    def __init__(self, database: Database, clock: Callable[[], datetime], owner: str, long: timedelta) -> None:
        self._database = database
        self._clock = clock
        self._long = long
        self.owner = owner

    def attempt(self, owed: Owed, files: Sequence[str] | None = None) -> Owed | None:
        """Before the call: from now on the outcome is unknown. None where the lease is lost.

        `files`: the ids of those it shares.
        """
        # Committed before the first byte goes out: who dies in the call leaves behind that it may have been made.
        now = self._clock()
        current = self._database.write(lambda conn: delivery.attempt(conn, owed.key, self.owner, now, files))
        if current is not None:
            log.debug("delivery.attempted", key=owed.key)
        return current

    def posted(self, owed: Owed, sent: Sent, wanted: int, digest: str) -> bool:
        """False where another owner posted one for it meanwhile: the lease was lost, and this one is a duplicate."""
        now = self._claimed(owed)
        counts = self._database.write(
            lambda conn: delivery.posted(
                conn,
                owed.key,
                self.owner,
                channel=sent.channel,
                ts=sent.ts,
                wanted=wanted,
                shown_hash=digest,
                now=now,
            )
        )
        log.debug("delivery.marked", key=owed.key)
        return counts

    def shown(self, owed: Owed, digest: str) -> None:
        now = self._claimed(owed)
        self._database.write(
            lambda conn: delivery.updated(conn, owed.key, self.owner, wanted=owed.wanted, shown_hash=digest, now=now)
        )
        log.debug("delivery.marked", key=owed.key)

    def _claimed(self, owed: Owed) -> datetime:
        """When its state was not read yet: whatever happened since, it may not show."""
        return owed.lease_until - self._long if owed.lease_until else self._clock()

    def later(self, owed: Owed, wait: timedelta, why: str | None, *, unknown: bool = False) -> None:
        """Give the message back for a while. `unknown`: it may have been posted."""
        until = self._clock() + wait
        self._database.write(
            lambda conn: delivery.postpone(conn, owed.key, self.owner, until=until, error=why, unknown=unknown)
        )

    def failed(self, owed: Owed, why: str, *, unknown: bool = False) -> None:
        """Once more after a while that grows with every failure."""
        wait = timedelta(seconds=BACK_OFF[min(owed.attempts, len(BACK_OFF) - 1)])
        self.later(owed, wait, why, unknown=unknown)

    def hopeless(self, owed: Owed, why: str) -> None:
        log.error("delivery.hopeless", key=owed.key, why=why)
        self._database.write(lambda conn: delivery.bury(conn, owed.key, self.owner, why))

    def gone(self, owed: Owed, channel: str, ts: str) -> None:
        """Somebody deleted the message: it is posted anew."""
        now = self._clock()
        self._database.write(lambda conn: delivery.lost(conn, channel, ts, now))
        self.later(owed, timedelta(), None)


def digest(shown: object) -> str:
    """By which it is known again that what would be shown is shown already."""
    return hashlib.sha256(json.dumps(shown, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
