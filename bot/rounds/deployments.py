"""The runs of deployment platforms: started once when ordered, looked at until they end, and told to the rules.

No platform is called inside a transaction. What is to be done is read off the record, so a restart loses nothing. Of
all processes on the database one gives an order, once its turn to do so is on record; an order that may have been heard
is only given again by asking for it first.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, assert_never

import structlog

from bot.domain import commands as c
from bot.domain.plan import Plan
from bot.domain.plan.moments import parse_duration
from bot.domain.plan.platforms import credential
from bot.domain.state.going_live import Run
from bot.domain.state.release import Release
from bot.platforms.calling import Down
from bot.platforms.deployments.connecting import order_of
from bot.platforms.deployments.hooks import Heard
from bot.platforms.deployments.run import DOUBT, FINISHED, DeploymentPlatform, Order, Progress, Rejected, Started, held
from bot.platforms.hooks import Ignored, Malformed, Noted
from bot.record.ledger import ACTIVE
from bot.record.lookup import Lookup
from bot.record.service import CLOCK, Caller, Service
from bot.speech import platforms
from bot.speech.voice import Voice

log = structlog.get_logger(__name__)

AT_ONCE: Final = 4  # runs; a platform that is slow keeps no other waiting
HOPELESS: Final = frozenset({"no-address", "insecure", "not-allowed", "no-credentials", "not-permitted", "refused"})
"""Why it began nothing, nor will it."""

Connect = Callable[[Plan, str, str], DeploymentPlatform | None]
Confirm = Callable[[Plan, Order, Progress], Progress]


@dataclass(slots=True)
class RunLine:
    """To one run's platform, kept while it runs. `known`: the newest that holds of what it told.

    `early`: ordered before this process began, perhaps by a version that kept no turns. `result`: one that was told and
    that what runs there has not confirmed yet.
    """

    platform: DeploymentPlatform
    every: timedelta
    next_at: datetime
    early: bool
    known: Progress | None = None
    result: Progress | None = None
    busy: bool = False


class Deploying:
    """`connect` gives the platform of a plan, system and environment; `confirm` holds its success against the truth.

    `ask` is for one thread, `told` for any.
    """

    def __init__(
        self,
        service: Service,
        records: Lookup,
        connect: Connect,
        confirm: Confirm,
        clock: Callable[[], datetime],
    ) -> None:
        self._service = service
        self._records = records
        self._connect = connect
        self._confirm = confirm
        self._clock = clock
        self._begun = clock()
        self._followed = frozenset(header.release for header in records.releases())
        self._lines: dict[tuple[str, str], RunLine] = {}
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="deploying")

    def ask(self) -> list[Future[None]]:
        """See to it that every run whose time has come is started or looked at. What is under way with that."""
        now, under_way = self._clock(), dict(self._under_way())
        for ended in [key for key, line in self._lines.items() if key not in under_way and not line.busy]:
            self._lines.pop(ended).platform.close()
        due = [
            (key, line)
            for key, (release, run) in under_way.items()
            if (line := self._line(key, release, run)) and not line.busy and now >= line.next_at
        ]
        for _, line in due:
            line.busy = True
        return [self._pool.submit(self._asked, *under_way[key], line) for key, line in due]

    def told(self, heard: Heard, cause: str) -> Noted | Ignored | Malformed:
        """What a platform called in with. Without a result in it, the run is looked at at once."""
        found = [(key, *each) for key, each in self._under_way() if _is_about(heard, *each)]
        if heard.progress is not None and not all(_is_told(release, run) for _, release, run in found):
            return Malformed("a platform of this kind is asked what became of a run; it does not say so itself")
        for key, release, run in found:
            line = self._line(key, release, run)
            if line is None:
                continue
            if heard.progress is None or run.state == "ordered":
                line.next_at = self._clock()
            else:
                self._hear(release, run, line, heard.progress, cause)
        return Noted() if found else Ignored("no run that was ordered here goes by that name")

    def close(self) -> None:
        """What is being asked is awaited, and nothing more is."""
        self._pool.shutdown(cancel_futures=True)
        for line in self._lines.values():
            line.platform.close()

    def _under_way(self) -> Iterator[tuple[tuple[str, str], tuple[Release, Run]]]:
        """Those of releases that have ended, too, until the last one has."""
        self._followed |= {header.release for header in self._records.releases(ACTIVE)}
        for name in sorted(self._followed):
            release = self._records.look(name)
            runs = [run for run in release.runs.values() if run.ended_at is None]
            if not runs and release.state not in ACTIVE:
                self._followed -= {name}
            for run in runs:
                yield (release.id, run.id), (release, run)

    def _line(self, key: tuple[str, str], release: Release, run: Run) -> RunLine | None:
        line, item = self._lines.get(key), release.item(run.item)
        found = release.plan.platform_for(item.system or "", item.step.deploys or "")
        if line is not None or found is None:
            return line
        platform = self._connect(release.plan, item.system or "", item.step.deploys or "")
        if platform is None:
            return None
        early = run.at < self._begun
        wait = DOUBT if early and run.state == "ordered" else timedelta(0)
        return self._lines.setdefault(
            key, RunLine(platform, parse_duration(found[1].every), self._clock() + wait, early)
        )

    def _asked(self, release: Release, run: Run, line: RunLine) -> None:
        try:
            if run.state == "ordered" and release.state not in ACTIVE:
                self._give_up(release, run, platforms.not_begun(_voice(release)))
            elif run.state == "ordered" and self._records.verify(release.id):
                self._give_up(release, run, platforms.of_a_changed_record(_voice(release)))
            elif run.state == "ordered":
                self._start(release, run, line)
            else:
                self._look(release, run, line)
        except Exception:  # the database's trouble, or an adapter's: it is asked again in its time
            log.exception("deploying.failed", release=release.id, run=run.id)
            line.next_at = self._clock() + line.every
        finally:
            line.busy = False

    def _give_up(self, release: Release, run: Run, why: str) -> None:
        self._perform(release, run, c.EndRun(run.id, why), "rejected")

    def _start(self, release: Release, run: Run, line: RunLine) -> None:
        """Once: whatever came of an earlier try, a run that it began is looked for before another one is begun."""
        turn = self._records.orders.take(release.id, run.id)
        if isinstance(turn, datetime):
            line.next_at = turn
            return
        answer = line.platform.start(replace(_order(release, run), again=line.early or turn == "again"))
        match answer:
            case Started(reference, url):
                self._perform(release, run, c.StartRun(run.id, reference, url), "started")
                line.next_at = self._clock()
            case Rejected():
                failed = platforms.rejected(_voice(release), answer.why, answer.detail)
                self._perform(release, run, c.EndRun(run.id, failed), "rejected")
            case Down() if answer.why in HOPELESS:
                failed = platforms.down(_voice(release), answer.why, answer.detail)
                self._perform(release, run, c.EndRun(run.id, failed), "rejected")
            case Down():
                self._silent(release, run, line, answer)
                self._records.orders.put_off(release.id, run.id, line.next_at)
            case _:
                assert_never(answer)

    def _look(self, release: Release, run: Run, line: RunLine) -> None:
        heard = line.platform.look(run.reference)
        line.next_at = self._clock() + line.every
        if not isinstance(heard, Down):
            self._hear(release, run, line, heard, "looked")
        elif line.result:  # told by a call, of a platform that cannot be asked
            self._hear(release, run, line, line.result, "looked")
        else:
            self._silent(release, run, line, heard)

    def _silent(self, release: Release, run: Run, line: RunLine, down: Down) -> None:
        log.warning("platform.down", release=release.id, run=run.id, why=down.why, detail=down.detail)
        line.next_at = max(down.again_at or self._clock(), self._clock() + line.every)
        self._doubt(release, run, platforms.down(_voice(release), down.why, down.detail))

    def _doubt(self, release: Release, run: Run, why: str) -> None:
        """Shown with the run, once for each reason; a person may have to tell."""
        command, present = c.DoubtRun(run.id, why), self._records.look(release.id)
        decided = self._service.foresee(present, command, c.CLOCK)
        if isinstance(decided, tuple) and decided:
            caller = Caller("", CLOCK, f"run:{release.id}:{run.id}:doubt:{present.version}")
            self._service.perform(release.id, caller, lambda _release, _actor: command)

    def _hear(self, release: Release, run: Run, line: RunLine, heard: Progress, cause: str) -> None:
        """Held against what runs there first; what then holds, and is a result, ends the run."""
        line.result = heard if heard.state in FINISHED else None
        judged = self._confirm(release.plan, _order(release, run), heard)
        line.known = held(line.known, judged)
        if line.known.state in FINISHED:
            self._end(release, run, line.known, cause)
        else:
            unknown = judged.state == "unknown"
            words = platforms.failed(_voice(release), judged.state, judged.reason, judged.detail) if unknown else ""
            self._doubt(release, run, words)

    def _end(self, release: Release, run: Run, known: Progress, cause: str) -> None:
        went_well = known.state == "succeeded"
        words = "" if went_well else platforms.failed(_voice(release), known.state, known.reason, known.detail)
        self._perform(release, run, c.EndRun(run.id, words, known.digest), cause)

    def _perform(self, release: Release, run: Run, command: c.StartRun | c.EndRun, cause: str) -> None:
        """Once for each run: a result that comes twice, by a look and by a call, is the same result."""
        what = "start" if isinstance(command, c.StartRun) else "end"
        caller = Caller("", CLOCK if cause in ("started", "looked", "rejected") else "webhook",
                        f"run:{release.id}:{run.id}:{what}")  # fmt: skip
        self._service.perform(release.id, caller, lambda _release, _actor: command)


def _voice(release: Release) -> Voice:
    """As the record is kept."""
    return Voice(release.plan.language, "plain", release.plan.zone)


def _order(release: Release, run: Run) -> Order:
    item = release.item(run.item)
    name = f"{release.id}.{run.id.lower()}"
    return order_of(release.plan, name, item.system or "", item.step.deploys or "", run.branch, run.commit)


def _is_told(release: Release, run: Run) -> bool:
    """Whether its platform says itself what became of it. Of others, who knows their secret is no witness."""
    return release.plan.platforms[run.platform].kind == "webhook"


def _is_about(heard: Heard, release: Release, run: Run) -> bool:
    """By our id, or by theirs; a platform cannot speak for another one's run."""
    if credential(run.platform).replace("_", "-") != heard.platform:
        return False
    by_ours = heard.run == _order(release, run).run
    return by_ours if heard.run else bool(run.reference) and heard.reference == run.reference
