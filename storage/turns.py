"""A lock that serves its callers strictly in the order in which they came.

`threading.Lock` lets anyone overtake; two hundred sign-offs at once then leave some waiting past Slack's three seconds.
"""

from collections import deque
from threading import Lock
from types import TracebackType


class TurnMissed(Exception):  # noqa: N818 - nothing went wrong: others took too long
    """The caller's patience ended before its turn came."""


class Turns:
    """One caller at a time, first come, first served. Not re-entrant. `patience`: for how many seconds one waits."""

    def __init__(self, patience: float | None = None) -> None:
        self._patience = -1 if patience is None else patience
        self._guard = Lock()
        self._taken = False
        self._line: deque[Lock] = deque()

    @property
    def waiting(self) -> int:
        """How many callers stand in line behind the one who has the turn."""
        return len(self._line)

    def __enter__(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            # A lock of its own for each who waits: a shared condition wakes whoever the system likes, not who came
            # first.
            ticket = Lock()
            ticket.acquire()
            self._line.append(ticket)
        try:
            came = ticket.acquire(timeout=self._patience)
        except BaseException:  # an interrupted caller must not leave a ticket that nobody will ever answer to
            self._leave(ticket)
            raise
        if not came:
            self._leave(ticket)
            raise TurnMissed

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._guard:
            self._pass_on()

    def _leave(self, ticket: Lock) -> None:
        """Step out of the line; a turn that has come meanwhile goes to the next."""
        with self._guard:
            if ticket in self._line:
                self._line.remove(ticket)
            else:
                self._pass_on()

    def _pass_on(self) -> None:
        if self._line:
            self._line.popleft().release()
        else:
            self._taken = False
