"""The workspace's time. It runs with the machine's clock unless somebody moves it; it never sleeps.

Rates, triggers, response_urls, retries and scheduled messages follow this clock.
Signatures do not: their receiver reads the wall.
"""

import time
from collections.abc import Callable


class Clock:
    def __init__(self, source: Callable[[], float] = time.time) -> None:
        self._source = source
        self._ahead = 0.0
        self._listeners: list[Callable[[], None]] = []

    def now(self) -> float:
        """Seconds since the epoch."""
        return self._source() + self._ahead

    def move(self, seconds: float) -> None:
        """Jump forward; what falls due on the way happens at once."""
        if seconds < 0:
            raise ValueError("The workspace's clock only moves forward.")
        self._ahead += seconds
        for listener in tuple(self._listeners):
            listener()

    def on_move(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)
