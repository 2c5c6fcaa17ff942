"""What is to happen later on the workspace's clock: retries of events, scheduled messages.

Belongs to the server's event loop.
"""

import asyncio
import heapq
import itertools
from collections.abc import Awaitable, Callable

from sandbox.state.clock import Clock

Work = Callable[[], Awaitable[None]]


class Agenda:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._due: list[tuple[float, int, Work]] = []
        self._order = itertools.count()
        self._wake = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()

    def at(self, due: float, work: Work) -> None:
        """Do `work` once the clock shows `due` or later."""
        heapq.heappush(self._due, (due, next(self._order), work))
        self._wake.set()

    def start(self, work: Work) -> None:
        """Do `work` now, beside everything else."""
        task = asyncio.ensure_future(work())
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        self._clock.on_move(lambda: _wake_from(loop, self._wake))
        while True:
            self._wake.clear()
            self._start_what_is_due()
            await self._wait()

    def _start_what_is_due(self) -> None:
        while self._due and self._due[0][0] <= self._clock.now():
            self.start(heapq.heappop(self._due)[2])

    async def catch_up(self) -> None:
        """Until everything that is due by now has been done."""
        self._start_what_is_due()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _wait(self) -> None:
        pause = max(0.0, self._due[0][0] - self._clock.now()) if self._due else None
        try:
            await asyncio.wait_for(self._wake.wait(), pause)
        except TimeoutError:
            return

    def stop(self) -> None:
        for task in tuple(self._running):
            task.cancel()


def _wake_from(loop: asyncio.AbstractEventLoop, wake: asyncio.Event) -> None:
    loop.call_soon_threadsafe(wake.set)
