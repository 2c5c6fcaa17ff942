"""The watches of releases that are live: looked at in their time, kept, and told to the rules when they turn.

Nothing is looked at inside a transaction, and a look that settles nothing new leaves nothing but its sample.
"""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.domain import commands as c
from bot.domain.reading.samples import Sample, latency, standing
from bot.domain.reading.watching import live_since, to_look_at, to_sum_up
from bot.domain.state.release import Release
from bot.record import owing
from bot.record.lookup import Lookup
from bot.record.service import CLOCK, Caller, Service
from bot.watching.prober import AT_ONCE, Prober

log = structlog.get_logger(__name__)

REFRESH: Final = timedelta(minutes=15)
"""How old the numbers in a watch's post may get."""


class WatchRounds:
    """`look` is for one thread. Several processes look at the same moments: what is kept, and told, is so once.

    `connect` makes the prober, once there is something to look at.
    """

    def __init__(
        self, service: Service, records: Lookup, connect: Callable[[], Prober], clock: Callable[[], datetime]
    ) -> None:
        self._service = service
        self._records = records
        self._connect = connect
        self._prober: Prober | None = None
        self._clock = clock
        self._begun: dict[tuple[str, str], datetime] = {}
        self._shown: dict[tuple[str, str], datetime] = {}
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="watch-rounds")

    def look(self) -> list[Future[None]]:
        """See to it that each watch is looked at in its time, unless somebody has. What is under way with it."""
        now = self._clock()
        running = self._records.running()
        for release in running:
            self._sum_up(release, now)
        due = [(release, name, at) for release in running for name, at in to_look_at(release, now).items()]
        wanted = {(release.id, name) for release, name, _ in due}
        self._begun = {key: at for key, at in self._begun.items() if key in wanted}
        return [begun for release, name, at in due if (begun := self._begin(release, name, at))]

    def forget(self) -> None:
        self._records.measurements.forget(self._clock())

    def close(self) -> None:
        """What is under way is given up: its moment is missing, as any at which nobody looked."""
        if self._prober:
            self._prober.close()
        self._pool.shutdown()

    def _begin(self, release: Release, name: str, at: datetime) -> Future[None] | None:
        key = (release.id, name)
        if self._begun.get(key) == at:
            return None
        # Another replica looked at this very moment already; samples are keyed by it, so nothing is measured twice.
        if self._records.measurements.has(*key, at):
            self._begun[key] = at
            return None
        self._prober = self._prober or self._connect()
        looking = self._prober.begin(release.plan, name, at)
        if looking is None:
            return None
        self._begun[key] = at
        return self._pool.submit(self._looked, release.id, name, looking)

    def _looked(self, release: str, name: str, looking: Future[Sample]) -> None:
        try:
            if self._records.measurements.keep(release, name, looking.result()):
                self._judge(self._records.look(release), name)
        except CancelledError:
            log.info("watch.given_up", release=release, watch=name)
        except Exception:  # the database's trouble; the next look is judged by all that is kept
            log.exception("watch.failed", release=release, watch=name)

    def _judge(self, release: Release, name: str) -> None:
        now, since, watch = self._clock(), live_since(release), release.plan.watches[name]
        if since is None:  # it was taken back while somebody looked
            return
        stands = standing(self._records.measurements.of(release.id, name, since), watch, now)
        if stands is None:
            return
        turn = c.TurnWatch(name, stands.state, stands.since, stands.why, stands.detail)
        decided = self._service.foresee(release, turn, c.CLOCK)
        if isinstance(decided, tuple) and decided:
            log.info("watch.turned", release=release.id, watch=name, state=stands.state, why=stands.why)
            self._tell(release.id, turn, f"watch:{release.id}:{release.version}:{name}")
        self._refresh(release.id, name, now)

    def _sum_up(self, release: Release, now: datetime) -> None:
        for name, (since, until) in to_sum_up(release, now).items():
            looks = [each for each in self._records.measurements.of(release.id, name, since) if each.at <= until]
            took, failed = latency(looks), sum(not each.ok for each in looks)
            times = (took.p50, took.p95, took.p99) if took else (None, None, None)
            summed = c.SumUpWatch(name, since, until, len(looks), failed, *times)
            self._tell(release.id, summed, f"watched:{release.id}:{name}:{since.isoformat()}")

    def _tell(self, release: str, command: c.Command, cause: str) -> None:
        self._service.perform(release, Caller("", CLOCK, cause), lambda _release, _actor: command)

    def _refresh(self, release: str, name: str, now: datetime) -> None:
        if now - self._shown.setdefault((release, name), now) >= REFRESH:
            self._shown[release, name] = now
            self._records.touch(owing.watch_key(release, name))
