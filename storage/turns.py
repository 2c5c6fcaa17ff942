"""A lock that serves its callers strictly in the order in which they came.

`threading.Lock` lets anyone overtake; two hundred sign-offs at once then leave some waiting past Slack's three seconds.
"""

from collections import deque
from threading import Lock
from types import TracebackType


class Turns:
    """One caller at a time, first come, first served. Not re-entrant."""

    def __init__(self) -> None:
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
            ticket = Lock()
            ticket.acquire()
            self._line.append(ticket)
        try:
            ticket.acquire()
        except BaseException:  # an interrupted caller must not leave a ticket that nobody will ever answer to
            self._leave(ticket)
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._guard:
            self._pass_on()

    def _leave(self, ticket: Lock) -> None:
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
