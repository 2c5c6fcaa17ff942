"""When a call may be made, and when a message that missed is tried again: each waits for its turn, or its remedy."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, assert_never

import structlog

from bot.post.claims import Claims
from bot.post.reach import Reach
from bot.slack.pace import Pace
from bot.slack.sender import Barred, Failed, Hopeless, Limited, Miss, Unknown
from storage.outbox import Owed

log = structlog.get_logger(__name__)

BARRED: Final = timedelta(days=1)
"""How long what somebody has to mend is left, where nothing says sooner that it is."""


class Turns:
    def __init__(self, claims: Claims, reach: Reach, clock: Callable[[], datetime]) -> None:
        self._claims = claims
        self._reach = reach
        self._clock = clock
        self._pace = Pace()
        self._taken: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def has_come(self, method: str, place: str, owed: Owed) -> bool:
        """Whether the call's turn has come; if not, the message waits for it, once."""
        now = self._clock()
        with self._lock:
            # A turn once taken is kept while the message waits for it: reserving anew at each look would push it back
            # for ever.
            turn = self._taken.pop(owed.key, None) or self._pace.reserve(method, place, now)
            turn = max(turn, self._pace.opens(method, now))
            if turn > now:
                self._taken[owed.key] = turn
        if turn > now:
            self._claims.later(owed, turn - now, None, unknown=owed.attempted_at is not None)
        return turn <= now

    def missed(self, owed: Owed, miss: Miss, method: str = "", *, unknown: bool = False) -> None:
        """What becomes of a message whose call went wrong. `unknown`: it may have been posted all the same."""
        match miss:
            case Limited(seconds=seconds):
                wait = timedelta(seconds=seconds)
                if method:
                    with self._lock:
                        self._pace.limited(method, self._clock() + wait)
                self._claims.later(owed, wait, None, unknown=unknown)
            case Unknown(why=why):
                log.warning("delivery.unknown", key=owed.key, why=why)
                self._claims.failed(owed, why, unknown=True)
            case Failed(why=why):
                log.warning("delivery.failed", key=owed.key, why=why)
                self._claims.failed(owed, why, unknown=unknown)
            case Barred(why=why):
                log.warning("delivery.barred", key=owed.key, why=why)
                self._reach.barred(owed, miss)
                self._claims.later(owed, BARRED, why, unknown=unknown)
            case Hopeless(why=why):
                self._claims.hopeless(owed, why)
            case _:
                assert_never(miss)
