"""Looks at the watches of plans: several at once, never the same one twice at a time, each within its time-out.

An address comes out of a plan or not at all. What a target does becomes a sample; nothing of it is raised.
"""

import asyncio
import ssl
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from datetime import datetime, timedelta
from threading import Lock, Thread
from time import monotonic
from typing import assert_never

from bot.domain.plan import Plan
from bot.domain.plan.moments import parse_duration
from bot.domain.plan.watching import DAYS_LEFT, Address, Expect, Watch, address_of
from bot.domain.reading.samples import Sample
from bot.platforms.calling import trusted
from bot.watching.pages import look
from bot.watching.ports import look_at_certificate, look_at_port
from bot.watching.reaching import Failed, Fine

AT_ONCE = 8

Stopwatch = Callable[[], float]
"""Seconds that never go back; only their differences mean anything."""


class Prober:
    """A thread with a loop of its own, so that whatever a target does, its time ends when it has run out."""

    def __init__(
        self, trust: ssl.SSLContext | None = None, at_once: int = AT_ONCE, stopwatch: Stopwatch = monotonic
    ) -> None:
        """`trust`: which certificates hold; else those of the usual authorities, or of `SSL_CERT_FILE`."""
        self._trust = trust or trusted()
        self._places = asyncio.Semaphore(at_once)
        self._stopwatch = stopwatch
        self._under_way: set[tuple[str, str]] = set()
        self._lock = Lock()
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="watching", daemon=True)
        self._thread.start()

    def begin(self, plan: Plan, name: str, at: datetime) -> Future[Sample] | None:
        """Look at the plan's watch of that name; the sample is of `at`. None while the last look is under way."""
        key = (plan.release, name)
        with self._lock:
            if key in self._under_way:
                return None
            self._under_way.add(key)
        return asyncio.run_coroutine_threadsafe(self._looked(plan, name, at), self._loop)

    def close(self) -> None:
        """What is under way is given up; its futures are cancelled."""
        asyncio.run_coroutine_threadsafe(_give_up(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _looked(self, plan: Plan, name: str, at: datetime) -> Sample:
        try:
            async with self._places:
                return await probe(plan, name, at, self._trust, self._stopwatch)
        finally:
            with self._lock:
                self._under_way.discard((plan.release, name))


async def probe(plan: Plan, name: str, at: datetime, trust: ssl.SSLContext, stopwatch: Stopwatch = monotonic) -> Sample:
    """One look at the plan's watch of that name. Its time-out is for all of it, from the look-up of the host on."""
    watch = plan.watches.get(name)
    address = address_of(watch) if watch else None
    if watch is None or address is None:
        return Sample(at, ok=False, why="not-allowed", detail=name)
    return await _timed(watch, _look(plan, watch, address, at, trust), at, stopwatch)


async def _timed(
    watch: Watch, look: Coroutine[None, None, Fine | Failed], at: datetime, stopwatch: Stopwatch
) -> Sample:
    began = stopwatch()
    try:
        async with asyncio.timeout(parse_duration(watch.timeout).total_seconds()):
            seen = await look
    except TimeoutError:
        return Sample(at, ok=False, why="timed-out", detail=watch.timeout)
    took = timedelta(seconds=stopwatch() - began)
    latency = took // timedelta(milliseconds=1)
    match seen:
        case Failed(why, detail):
            return Sample(at, ok=False, why=why, detail=detail)
        case Fine() if watch.expect and watch.expect.within and took > parse_duration(watch.expect.within):
            return Sample(at, ok=False, latency=latency, why="too-slow", detail=watch.expect.within)
        case Fine(detail):
            return Sample(at, ok=True, latency=latency, detail=detail)
        case _:
            assert_never(seen)


async def _look(plan: Plan, watch: Watch, address: Address, now: datetime, trust: ssl.SSLContext) -> Fine | Failed:
    match watch.kind:
        case "http":
            return await look(address, watch.expect or Expect(), _origins(plan), trust)
        case "tcp":
            return await look_at_port(address)
        case "tls":
            return await look_at_certificate(address, watch.days_left or DAYS_LEFT, now, trust)
        case _:
            assert_never(watch.kind)


def _origins(plan: Plan) -> frozenset[str]:
    """The origins that the plan's watches name. A redirect may lead to those that are pages."""
    found = (address_of(watch) for watch in plan.watches.values())
    return frozenset(address.origin for address in found if address)


async def _give_up() -> None:
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
