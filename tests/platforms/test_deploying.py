"""Runs of a local command for real, against a real service and database; and platforms that are down or lying."""

import json
import sqlite3
import sys
from collections.abc import Iterator
from concurrent.futures import wait
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import httpx
import pytest

from bot.core import Core, open_core
from bot.domain import commands as c
from bot.domain.plan import Plan, as_data
from bot.domain.plan.moments import Calendar
from bot.domain.plan.platforms import Platform
from bot.domain.state.going_live import Run
from bot.domain.state.release import Release
from bot.platforms.calling import Down
from bot.platforms.deployments.connecting import Access, confirmed_by, deploy_routes, platform_of
from bot.platforms.deployments.hooks import Heard
from bot.platforms.deployments.run import Order, Progress, Rejected, Started
from bot.platforms.hooks import Ignored, Malformed, Noted
from bot.record.orders import LEASE
from bot.record.outcome import Done
from bot.record.service import Caller
from bot.rounds.deployments import Confirm, Connect, Deploying
from bot.rounds.record import RecordRounds
from bot.web import web
from storage.failures import DatabaseUnusable
from storage.journal import Entry
from tests.domain.harbour import COMMIT, LIVE, OLD, SYSTEMS, harbour
from tests.domain.story import agreed
from tests.migrated import migrated
from tests.platforms.deploys.receiver import SECRET, signature
from tests.platforms.serving import running
from tests.platforms.tracked import NOW, Hand
from tests.tampering import rewritten

PATIENCE = 20  # seconds for a real command to end
SCRIPT = """
import json, os, pathlib, sys
order = json.load(sys.stdin)
here = pathlib.Path(sys.argv[1])
with (here / "begun").open("a") as file:
    file.write(order["system"] + " " + order["commit"] + "\\n")
if (here / "full").exists():
    sys.exit("no space left on device")
pathlib.Path(os.environ["RELEASE_RESULT"]).write_text(json.dumps({"digest": "sha256:17"}))
"""


@dataclass
class Fake:
    """A platform that answers as it is told; it keeps what it was asked."""

    starts: list[Started | Rejected | Down] = field(default_factory=lambda: [Started("77", "https://ci.example/77")])
    looks: list[Progress | Down] = field(default_factory=lambda: [Progress("running")])
    orders: list[Order] = field(default_factory=list)

    def start(self, order: Order) -> Started | Rejected | Down:
        self.orders.append(order)
        return self.starts.pop(0) if len(self.starts) > 1 else self.starts[0]

    def look(self, reference: str) -> Progress | Down:
        assert reference == "77"
        return self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]

    def probe(self) -> None:
        """Nothing speaks against an order."""

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class Slow(Fake):
    """It takes an order on when it is let, however long that takes."""

    let: Event = field(default_factory=Event)

    def start(self, order: Order) -> Started | Rejected | Down:
        assert self.let.wait(PATIENCE)
        return super().start(order)


@dataclass
class Room:
    core: Core
    clock: Hand
    deploying: Deploying

    @property
    def release(self) -> Release:
        return self.core.records.look("harbour-1")

    @property
    def run(self) -> Run:
        return list(self.release.runs.values())[-1]

    def stands(self, state: str) -> bool:
        return self.run.state == state

    def asks(self) -> int:
        """How many runs were started or looked at, each to the end."""
        asked = self.deploying.ask()
        assert not wait(asked, timeout=PATIENCE).not_done
        for each in asked:
            each.result()
        return len(asked)

    def later(self, wait: timedelta = timedelta(minutes=5)) -> "Room":
        self.clock.now += wait
        return self

    def to_the_end(self) -> Run:
        until = monotonic() + PATIENCE
        while self.run.ended_at is None and monotonic() < until:
            self.later(timedelta(seconds=16)).asks()
            sleep(0.05)  # between two looks at a platform of its own pace
        return self.run

    def order(self) -> "Room":
        say(self.core, c.OrderDeployment("ship/gate", "robot", "", COMMIT), "olaf")
        return self


def say(core: Core, command: c.Command, person: str) -> None:
    cause = f"{person}:{command}:{core.records.look('harbour-1').version}"
    outcome = core.service.perform(
        "harbour-1",
        Caller(f"U-{person}", "cli", cause, person),
        lambda release, asking: agreed(release, command, asking, release.started_at),
    )
    assert isinstance(outcome, Done), outcome


def trust(_plan: Plan, _order: Order, told: Progress) -> Progress:
    return told


@contextmanager
def room(folder: Path, connect: Connect, confirm: Confirm = trust, plan: Plan | None = None) -> Iterator[Room]:
    clock = Hand()
    core = open_core(migrated(folder / "releases.db"), clock)
    deploying = Deploying(core.service, core.records, connect, confirm, clock)
    try:
        live(core, plan or harbour())
        yield Room(core, clock, deploying)
    finally:
        deploying.close()
        core.database.close()


@contextmanager
def another_process(opened: Room, folder: Path, connect: Connect) -> Iterator[Deploying]:
    """It serves the same releases by the same database."""
    core = open_core(f"sqlite:///{folder}/releases.db", opened.clock)
    process = Deploying(core.service, core.records, connect, trust, opened.clock)
    try:
        yield process
    finally:
        process.close()
        core.database.close()


def live(core: Core, plan: Plan) -> None:
    """The window is open and the database runs."""
    core.service.start(plan, NOW + timedelta(minutes=30), Calendar(), Caller("U1", "cli", "T1", "lena"))
    for key in SYSTEMS:
        branch = "" if key == "db" else "master"
        say(core, c.SubmitCode(key, branch, COMMIT), "dora" if key == "db" else "mia")
        say(core, c.RecordPrevious(key, commit=OLD), "lena")
    say(core, c.Sign("check"), "tina")
    say(core, c.Deploy("ship/db", "", "7"), "dora")


def always(platform: Fake) -> Connect:
    return lambda _plan, _system, _environment: platform


def telling() -> Plan:
    """The harbour whose robot is a webhook: it calls in with what became of its runs."""
    robot = Platform(kind="webhook", environments=(LIVE,), systems=("crane", "gate"), at="https://hub.example")
    return harbour().model_copy(update={"platforms": {"robot": robot}})


def commanding(folder: Path) -> Plan:
    script = folder / "deploy.py"
    script.write_text(SCRIPT)
    robot = harbour().platforms["robot"].model_copy(update={"command": (sys.executable, str(script), str(folder))})
    return harbour().model_copy(update={"platforms": {"robot": robot}})


def a_local_command_fails_and_then_succeeds_for_real(tmp_path: Path) -> None:
    plan = commanding(tmp_path)
    clock = Hand()
    connect = partial(platform_of, access=Access(tmp_path / "runs", plan), clock=clock)
    with room(tmp_path, connect, partial(confirmed_by, clock=clock), plan) as opened:
        (tmp_path / "full").touch()
        failed = opened.order().to_the_end()
        assert (failed.state, "no space left on device" in failed.failed) == ("failed", True)
        assert opened.release.standing("ship/gate") == "blocked"
        assert opened.release.problems
        (tmp_path / "full").unlink()
        done = opened.order().to_the_end()
        assert (done.id, done.state, done.digest) == ("D2", "succeeded", "sha256:17")
        assert opened.release.standing("ship/gate") == "done"
        assert not opened.release.problems
        assert (tmp_path / "begun").read_text().splitlines() == [f"gate {COMMIT}"] * 2


def nothing_is_deployed_by_a_record_that_was_changed(tmp_path: Path) -> None:
    """Somebody puts another commit into an order that is on its way."""
    fake = Fake()
    with room(tmp_path, always(fake)) as opened:
        opened.order()
        with closing(sqlite3.connect(tmp_path / "releases.db")) as database, database:
            changed = "update journal set data = replace(data, ?, 'badbad0') where kind = 'DeploymentOrdered'"
            assert database.execute(changed, [COMMIT]).rowcount == 1
        opened.asks()
        assert (fake.orders, opened.run.state) == ([], "failed")
        assert "python -m bot verify" in opened.run.failed


def no_record_alone_runs_a_command(tmp_path: Path) -> None:
    """Somebody puts a command of theirs into the plan that travels in the record, and works out every hash anew."""
    plan = commanding(tmp_path)
    program = f"open({str(tmp_path / 'theirs')!r}, 'w')"
    robot = {**as_data(plan)["platforms"]["robot"], "command": [sys.executable, "-c", program]}

    def theirs(entries: list[Entry]) -> list[Entry]:
        first = entries[0]
        plan = {**first.data["plan"], "platforms": {"robot": robot}}
        return [replace(first, data={**first.data, "plan": plan}), *entries[1:]]

    clock = Hand()
    connect = partial(platform_of, access=Access(tmp_path / "runs", plan), clock=clock)
    with room(tmp_path, connect, plan=plan) as opened:
        opened.order()
        rewritten(tmp_path / "releases.db", "harbour-1", theirs)
        assert opened.core.records.verify() == [], "the chain is whole"
        with another_process(opened, tmp_path, connect) as process:
            opened.deploying = process
            run = opened.to_the_end()
        assert (run.state, "starts the bot anew" in run.failed) == ("failed", True)
        assert not (tmp_path / "theirs").exists()
        assert not (tmp_path / "begun").exists()


def a_record_is_looked_at_once_a_day_and_soon_again_where_that_failed(tmp_path: Path) -> None:
    with room(tmp_path, always(Fake())) as opened, closing(sqlite3.connect(tmp_path / "releases.db")) as database:
        rounds = RecordRounds(opened.core.service, opened.core.records, opened.clock)
        database.executescript("alter table journal rename to away")
        with pytest.raises(DatabaseUnusable):
            rounds.look()
        database.executescript("alter table away rename to journal")
        rounds.look()
        assert rounds.broken == ()
        database.executescript("update journal set cause = 'another' where number = 2")
        for wait_for, found in ((timedelta(hours=23), ()), (timedelta(hours=1), ("harbour-1",))):
            opened.later(wait_for)
            rounds.look()
            assert rounds.broken == found
        told = [owed for owed in opened.core.records.messages("harbour-1") if owed.kind == "record_broken"]
        assert [(owed.person, owed.spec["entries"]) for owed in told] == [("lena", [2])]


def a_run_is_started_once_and_looked_at_every_so_often(tmp_path: Path) -> None:
    fake = Fake()
    with room(tmp_path, always(fake)) as opened:
        opened.order()
        assert (opened.asks(), opened.run.state, opened.run.url) == (1, "started", "https://ci.example/77")
        assert (opened.asks(), opened.asks()) == (1, 0)
        assert opened.later(timedelta(seconds=15)).asks() == 1
        fake.looks = [Progress("succeeded")]
        opened.later().asks()
        assert opened.run.state == "succeeded"
        assert opened.later().asks() == 0
        assert [(order.run, order.again) for order in fake.orders] == [("harbour-1.d1", False)]


def an_order_that_may_have_been_heard_before_a_restart_is_looked_for_first(tmp_path: Path) -> None:
    fake = Fake()
    with room(tmp_path, always(fake)) as opened:
        opened.order().later(timedelta(seconds=1))
        again = Deploying(opened.core.service, opened.core.records, always(fake), trust, opened.clock)
        opened.deploying.close()
        opened.deploying = again
        assert opened.asks() == 0
        assert opened.later(timedelta(minutes=1)).asks() == 1
        assert fake.orders[0].again
        assert opened.run.state == "started"


def two_processes_order_a_run_once_and_both_see_it_run(tmp_path: Path) -> None:
    """Each used to order it: the platform took longer to answer than the other took to read what was ordered."""
    slow, other = Slow(), Fake()
    with room(tmp_path, always(slow)) as opened:
        opened.order()
        (ordering,) = opened.deploying.ask()
        with another_process(opened, tmp_path, always(other)) as process:
            (looking,) = process.ask()
            looking.result(PATIENCE)
            slow.let.set()
            ordering.result(PATIENCE)
            assert ([order.again for order in slow.orders], other.orders) == ([False], [])
            opened.later()
            for asked in process.ask():
                asked.result(PATIENCE)
        assert (opened.run.state, other.orders) == ("started", [])


def whoever_orders_after_one_that_died_in_the_call_asks_for_the_run_first(tmp_path: Path) -> None:
    slow, other = Slow(), Fake()
    with room(tmp_path, always(slow)) as opened, another_process(opened, tmp_path, always(other)) as process:
        opened.order()
        (dying,) = opened.deploying.ask()
        for span in (timedelta(0), LEASE - timedelta(seconds=1)):
            opened.later(span)
            for asked in process.ask():
                asked.result(PATIENCE)
        assert other.orders == []
        opened.later(timedelta(seconds=1))
        (ordering,) = process.ask()
        ordering.result(PATIENCE)
        assert [order.again for order in other.orders] == [True]
        slow.let.set()
        dying.result(PATIENCE)


def nobody_orders_before_what_was_not_answered_would_be_listed(tmp_path: Path) -> None:
    down, other = Fake(starts=[Down("timed-out", again_at=NOW + timedelta(minutes=3))]), Fake()
    with room(tmp_path, always(down)) as opened, another_process(opened, tmp_path, always(other)) as process:
        opened.order().asks()
        for span, ordered in ((timedelta(minutes=2), 0), (timedelta(minutes=1), 1)):
            opened.later(span)
            for asked in process.ask():
                asked.result(PATIENCE)
            assert len(other.orders) == ordered
        assert other.orders[0].again


def a_platform_that_is_down_is_asked_again_and_the_run_says_so(tmp_path: Path) -> None:
    fake = Fake(starts=[Down("timed-out", "10 s"), Started("77")], looks=[Down("unreachable"), Progress("succeeded")])
    with room(tmp_path, always(fake)) as opened:
        opened.order().asks()
        assert (opened.run.state, opened.run.doubt) == ("ordered", "it takes too long to answer (10 s)")
        opened.later().asks()
        assert (opened.run.state, opened.run.doubt, fake.orders[-1].again) == ("started", "", True)
        opened.later().asks()
        assert opened.run.doubt == "it cannot be reached"
        opened.later().asks()
        assert (opened.run.state, opened.run.doubt) == ("succeeded", "")


def a_platform_that_refuses_fails_the_run_at_once(tmp_path: Path) -> None:
    answers: tuple[Rejected | Down, ...] = (
        Rejected("no-branch", "fix/x"),
        Down("no-credentials", "DEPLOY_TOKEN_ROBOT"),
    )
    for number, answer in enumerate(answers):
        folder = tmp_path / str(number)
        folder.mkdir()
        with room(folder, always(Fake(starts=[answer]))) as opened:
            opened.order().asks()
            assert opened.run.state == "failed"
            assert answer.detail in opened.run.failed
            assert opened.release.standing("ship/gate") == "blocked"


def a_success_that_what_runs_there_belies_is_a_failure(tmp_path: Path) -> None:
    def lied(_plan: Plan, _order: Order, told: Progress) -> Progress:
        return replace(told, state="failed", reason="says-otherwise", detail="version 1.9")

    with room(tmp_path, always(Fake(looks=[Progress("succeeded")])), lied) as opened:
        assert opened.order().to_the_end().state == "failed"
        assert opened.run.failed.endswith("(version 1.9)")


def nobody_knows_how_a_run_stands_until_a_person_tells(tmp_path: Path) -> None:
    with room(tmp_path, always(Fake(looks=[Progress("unknown", reason="cut-off")]))) as opened:
        opened.order().asks()
        opened.asks()
        assert opened.run.doubt
        assert opened.run.ended_at is None
        version = opened.release.version
        opened.later().asks()
        assert opened.release.version == version
        say(opened.core, c.Deploy("ship/gate", "", COMMIT), "olaf")
        assert opened.run.state == "succeeded"


def a_call_ends_the_run_that_it_is_about_once(tmp_path: Path) -> None:
    fake = Fake()
    with room(tmp_path, always(fake), plan=telling()) as opened:
        opened.order().asks()
        told = opened.deploying.told
        success = Progress("succeeded", finished_at=NOW)
        assert isinstance(told(Heard("robot", "harbour-1.d9", "", success), "a"), Ignored)
        assert isinstance(told(Heard("other", "harbour-1.d1", "", success), "b"), Ignored)
        assert opened.stands("started")
        assert isinstance(told(Heard("robot", "harbour-1.d1", "", success), "c"), Noted)
        assert opened.stands("succeeded")
        version = opened.release.version
        assert isinstance(told(Heard("robot", "harbour-1.d1", "", Progress("failed")), "d"), Ignored)
        assert opened.release.version == version


def whoever_knows_the_secret_of_a_platform_that_is_asked_is_no_witness_of_its_runs(tmp_path: Path) -> None:
    with room(tmp_path, always(Fake())) as opened:
        opened.order().asks()
        told = opened.deploying.told
        assert isinstance(told(Heard("robot", "harbour-1.d1", "", Progress("succeeded")), "a"), Malformed)
        assert isinstance(told(Heard("robot", "harbour-1.d1", "", None), "b"), Noted), "it is worth a look"
        assert opened.stands("started")


def what_was_left_running_is_known_when_the_next_release_starts(tmp_path: Path) -> None:
    with room(tmp_path, always(Fake())) as opened:
        say(opened.core, c.Abort("moved to spring"), "lena")
        caller = Caller("U1", "cli", "T2", "lena")
        begun = opened.core.service.start(harbour(), NOW + timedelta(days=30), Calendar(), caller)
        assert isinstance(begun, Done)
        assert begun.after.previous["db", LIVE].commit == "7"
        assert begun.after.previous["gate", LIVE].commit == OLD


def a_result_that_comes_before_the_start_is_looked_into_and_kept(tmp_path: Path) -> None:
    fake = Fake(looks=[Progress("succeeded")])
    with room(tmp_path, always(fake), plan=telling()) as opened:
        opened.order()
        assert isinstance(opened.deploying.told(Heard("robot", "harbour-1.d1", "", Progress("succeeded")), "a"), Noted)
        assert opened.stands("ordered")
        opened.asks()
        opened.asks()
        assert opened.stands("succeeded")


def a_run_is_followed_after_its_release_was_aborted_and_one_not_begun_is_given_up(tmp_path: Path) -> None:
    fake = Fake()
    with room(tmp_path, always(fake)) as opened:
        opened.order().asks()
        say(opened.core, c.OrderDeployment("ship/crane", "robot", "", COMMIT), "olaf")
        say(opened.core, c.Abort("moved to spring"), "lena")
        fake.looks = [Progress("succeeded")]
        opened.later().asks()
        followed, given_up = opened.release.runs.values()
        assert (followed.state, given_up.state) == ("succeeded", "failed")
        assert "the release ended" in given_up.failed
        assert len(fake.orders) == 1
        assert opened.later().asks() == 0


def a_call_for_a_run_that_is_unknown_not_begun_or_over_is_answered_and_nothing_is_lost(tmp_path: Path) -> None:
    fake = Fake()
    with room(tmp_path, always(fake), plan=telling()) as opened:
        routes = deploy_routes({"robot": (SECRET,)}, opened.deploying.told, opened.clock)
        with running(web(routes, list)) as origin:
            opened.order()
            status, text = called(opened, origin, "harbour-1.d9", "succeeded")
            assert (status, "no run" in text) == (202, True)
            assert called(opened, origin, "harbour-1.d1", "succeeded")[0] == 200
            assert opened.stands("ordered")
            opened.asks()
            assert opened.stands("started")
            assert called(opened, origin, "harbour-1.d1", "succeeded")[0] == 200
            assert opened.stands("succeeded")
            version = opened.release.version
            assert called(opened, origin, "harbour-1.d1", "failed")[0] == 202
            assert opened.release.version == version


def called(opened: Room, origin: str, run: str, state: str) -> tuple[int, str]:
    now = opened.clock()
    body = json.dumps({"run": run, "state": state, "finished_at": now.isoformat()}).encode()
    stamp = str(int(now.timestamp()))
    headers = {"x-release-timestamp": stamp, "x-release-signature": signature(stamp, body)}
    answer = httpx.post(f"{origin}/hooks/deploys/robot", content=body, headers=headers, timeout=PATIENCE)
    return answer.status_code, answer.text
