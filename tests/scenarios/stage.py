"""The stage for conversations: a workspace, the real bot on a real database, a clock that moves only when told to.

`settle` lets the bot finish everything it owes; where it waits for a moment to come, the moment comes.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory
from typing import Any, Literal

import yaml

from bot.app import Bot
from bot.domain.plan import Plan, as_data
from bot.domain.reading.standing import may_sign
from bot.domain.state.release import Release
from bot.mail.addresses import smtp_server
from bot.out.show import as_json
from bot.plans.file import read_plan
from bot.post.delivery import Timings
from bot.rehearse.groundwork import groundwork, opens_at
from bot.settings import SlackSettings
from bot.slack.manifest import manifest
from bot.speech.voice import COMMAND
from sandbox import Clock, Manifest, Patience, Rates, Server, Workspace, running
from sandbox.setup.manifest import manifest_from
from sandbox.setup.team import Team, load_team
from sandbox.state.records import Channel
from storage import outbox
from tests.evidence import typed
from tests.migrated import migrated
from tests.ports import port_for_a_server
from tests.processes import command_line
from tests.scenarios.people import Someone

Mode = Literal["socket", "http"]

ROOT = Path(__file__).parents[2]
BOYING, MOBILE = ROOT / "plan.yaml", ROOT / "tests" / "plans" / "mobile.yaml"
BEGINNING = datetime(2021, 6, 1, 1, 0, tzinfo=UTC)  # 9:00 in Shanghai, 13 days before the plan's go-live
CATCH_UP = timedelta(seconds=0.5)  # of the machine's time, between two looks of the bot at what is to be learnt
SHORT_REST, LONG_REST = 0.003, 0.03  # seconds between two looks
PATIENCE = 45.0  # seconds of the machine's time, for what other threads do
DELIVERABLE = """
    SELECT lease_owner, max(not_before, coalesce(lease_until, not_before)) FROM outbox
    WHERE state = 'pending' AND error IS NULL AND coalesce(thread_of, '') NOT IN (
        SELECT key FROM outbox WHERE state = 'pending' AND ts IS NULL
    )
"""  # what has not failed and need not wait for its thread: who delivers it, and from when on anybody may


def until(true: Callable[[], bool], what: str) -> None:
    """Wait for another thread to bring something about; AssertionError after PATIENCE.

    Whoever waits longer asks less often: asking takes the time that the other thread needs.
    """
    end, pause, rest = time.monotonic() + PATIENCE, threading.Event(), SHORT_REST
    while not true():
        assert time.monotonic() < end, f"{what} did not come about"
        pause.wait(rest)
        rest = min(rest * 1.5, LONG_REST)


class Stage:
    def __init__(
        self,
        server: Server,
        mode: Mode,
        folder: Path,
        plan: Path,
        port: int,
        settings: Mapping[str, Any],
        *,
        looks_around: bool = True,
    ) -> None:
        self.server = server
        self.address = f"http://127.0.0.1:{port}"
        self.database = folder / "releases.db"
        self.plan_path = plan
        self._plan = _plan_of(plan)
        self._looks_around = looks_around
        self._settings = SlackSettings(
            database_url=migrated(self.database),
            plan=plan,
            slack_bot_token=server.bot_token,
            slack_api_url=server.api_url,
            slack_app_token=server.app_token if mode == "socket" else None,
            slack_signing_secret=server.signing_secret if mode == "http" else None,
            port=port if mode == "http" else None,
            **{"smtp_url": smtp_server(server.smtp_url), **settings},
        )
        self.bot: Bot

    @property
    def clock(self) -> Clock:
        """Everybody's: the workspace's and the bot's."""
        return self.server.clock

    @property
    def plan(self) -> Plan:
        return self._plan

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.clock.now(), UTC)

    def person(self, key: str) -> Someone:
        return Someone(self, key)

    def cast(self, *keys: str) -> tuple[Someone, ...]:
        """The people of these keys; everybody in the plan where none is named."""
        return tuple(Someone(self, key) for key in keys or self._plan.people)

    def enter(self) -> None:
        """The bot comes up, has looked around, and answers."""
        self.bot = Bot(self._settings, self.plan, self.now, Timings(catch_up=CATCH_UP), self.clock.now)
        self._file = sqlite3.connect(self.database)
        self.bot.start()
        if self._looks_around:
            until(self._has_looked_around, "the bot's acquaintance with the workspace")
        if self._settings.slack_app_token:
            self.server.wait_for_sockets()
        else:
            until(self.server.verify_request_url, "the bot's HTTP server")

    def _has_looked_around(self) -> bool:
        """It has asked for everybody that the plan names and the workspace has, and is in its channel."""
        records = self.bot.core.records
        named = {person.email.casefold() for person in self.plan.people.values()}
        known = (records.member(user.id) for user in self.server.workspace.people if user.email.casefold() in named)
        return all(known) and not self.bot.problems()

    def leave(self) -> None:
        """The bot goes down."""
        self._file.close()
        self.bot.stop()
        until(lambda: self.server.socket_count == 0, "the end of the sockets")

    def settle(self) -> None:
        """Until nothing is owed that can be delivered; what failed, and waits to be tried again, is left waiting."""
        self.server.wait_for_calm()
        changes = self._changes()
        while self._is_delivering() or self._lets_it_deliver():
            changes = self._next_change(changes)
        self.server.wait_for_calm()

    def _is_delivering(self) -> bool:
        """Asked each time that anything changes, and so, like all that `settle` asks, without SQLAlchemy."""
        under_way = "SELECT 1 FROM outbox WHERE state = 'pending' AND error IS NULL AND lease_owner IS NOT NULL LIMIT 1"
        return self._file.execute(under_way).fetchone() is not None

    def _lets_it_deliver(self) -> bool:
        """The moment comes for which the next message waits; False if nothing is owed that can be delivered."""
        owed = self._file.execute(DELIVERABLE).fetchall()
        if owed and not any(lease_owner for lease_owner, _ in owed):
            ready = datetime.fromisoformat(min(moment for _, moment in owed))
            self.clock.move(max(0.0, (ready - self.now()).total_seconds()))
            self.bot._deliverer.nudge()  # noqa: SLF001 - nobody else tells it that the clock was moved
        return bool(owed)

    def _next_change(self, known: int) -> int:
        try:
            until(lambda: self._changes() != known, "a delivery")
        except AssertionError as late:
            late.add_note("\n".join(map(str, self._pending())))
            raise
        return self._changes()

    def _changes(self) -> int:
        """Another number whenever somebody has written: far cheaper to ask for than what is owed."""
        (version,) = self._file.execute("PRAGMA data_version").fetchone()
        return int(version)

    def recovers(self) -> None:
        """What failed is tried again, each time after the bot has waited for it, until nothing is left waiting."""
        while failed := [m for m in self._pending() if m.error and m.lease_until]:
            if any(m.lease_owner for m in failed):  # under way: its lease must not run out meanwhile
                self._wait_for_another_try({m.key: m.lease_until for m in failed if m.lease_owner})
                continue
            self.clock.move(
                max(0.0, (max(m.lease_until for m in failed if m.lease_until) - self.now()).total_seconds())
            )
            self.bot._deliverer.nudge()  # noqa: SLF001 - as in `settle`
            self._wait_for_another_try({m.key: m.lease_until for m in failed})
        self.settle()

    def _wait_for_another_try(self, waited: Mapping[str, datetime | None]) -> None:
        def tried() -> bool:
            return not any(m.key in waited and m.lease_until == waited[m.key] for m in self._pending())

        until(tried, "another try")

    def _pending(self) -> list[outbox.Owed]:
        with self.bot.core.database.read() as conn:
            return [outbox.Owed(*row) for row in conn.execute(outbox.OWED.where(outbox.IS_PENDING))]

    def passes(self, span: timedelta) -> None:
        """Time goes by in one leap, as while a machine is asleep; then the bot's clock strikes."""
        self.server.leap(span.total_seconds())
        self.bot.core.service.tick(self.now())
        self.settle()

    def comes(self, moment: datetime) -> None:
        """Time goes by until this moment, the bot's clock striking at every due time on the way."""
        while (due := self.next_due_at()) and due <= moment:
            self.passes(max(due - self.now(), timedelta(0)))
        self.passes(max(moment - self.now(), timedelta(0)))

    def next_due_at(self) -> datetime | None:
        return min((header.next_due for header in self.bot.core.records.releases() if header.next_due), default=None)

    def shown(self, release: str | None = None) -> dict[str, Any]:
        """What `show --json` says."""
        records = self.bot.core.records
        name = release or records.releases()[0].release
        shown, now = records.look(name), self.now()
        return as_json(shown, now, records.messages(name), records.measurements.health(shown, now))

    def release(self) -> Release:
        """The newest one, as it is now."""
        records = self.bot.core.records
        return records.look(records.releases()[0].release)

    def item(self, key: str) -> dict[str, Any]:
        return next(item for item in self.shown()["items"] if item["id"] == key)

    def signs(self, *steps: str) -> None:
        """Whoever may sign the items of these steps does, by typed lines, in an order that works, at their time.

        What it takes besides is typed first; only what nobody may sign is left.
        """
        while act := self._next_act(steps):
            self.person(act[0]).types(act[1])

    def _next_act(self, steps: Collection[str]) -> tuple[str, str] | None:
        """A person, and what she types."""
        release = self.release()
        for key in (key for key, item in release.layout.items.items() if item.step.id in steps):
            if opens := opens_at(release, key, self.now()):
                self.comes(opens)
                release = self.release()
            signing = may_sign(release, key, self.now())
            if signing and release.item(key).step.meeting == "call":
                return signing[0], f"/release done {key} {typed(self.plan, key)}"
            if deeds := groundwork(release, key, self.now()):
                return deeds[0].person, deeds[0].typed
            if signing:
                return signing[0], f"/release done {key} {typed(self.plan, key)}"
        return None

    def runs(self, *words: str, plan: Path | None = None, **environment: str) -> CompletedProcess[str]:
        """`python -m bot …` as an operator runs it, beside the bot, on the same database."""
        known = {"PATH": os.environ["PATH"], "DATABASE_URL": self._settings.database_url}
        return command_line(words, known | {"PLAN": str(plan or self.plan_path)} | environment)


def in_a_file(plan: Plan, folder: Path) -> Path:
    """As its team would have written it."""
    path = folder / "plan.yaml"
    path.write_text(yaml.safe_dump(as_data(plan), allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


@contextmanager
def stage(
    mode: Mode = "http",
    *,
    plan: Path = BOYING,
    beginning: datetime = BEGINNING,
    people: Mapping[str, Any] | None = None,
    channel: str | None = None,
    looks_around: bool = True,
    workflow_steps: bool = False,
    **settings: Any,
) -> Iterator[Stage]:
    """A workspace with Slack's rates and the plan's people, and the bot in it.

    `people`: another cast, written as in a plan. `channel`: one more, with everybody in it but the bot. `looks_around`:
    whether it begins when the bot is in its channel and knows the plan's people. `workflow_steps`: its manifest has
    them. `settings`: what else the bot's environment says.

    By HTTP unless told otherwise: sockets are renewed when hours go by, and a command typed meanwhile is lost.
    """
    with (
        port_for_a_server() as port,
        TemporaryDirectory() as folder,
        running(
            manifest=_manifest_of(settings.get("slack_command", COMMAND), workflow_steps=workflow_steps),
            people=people or _team_of(plan),
            rates=Rates.strict(),
            patience=Patience(ack_timeout=PATIENCE),
            request_url=f"http://127.0.0.1:{port}/slack/events" if mode == "http" else None,
            clock=Clock(source=beginning.timestamp),
        ) as server,
    ):
        if channel:
            _open_channel(server.workspace, channel)
        set_up = Stage(server, mode, Path(folder), plan, port, settings, looks_around=looks_around)
        set_up.enter()
        try:
            yield set_up
        finally:
            set_up.leave()


def _open_channel(workspace: Workspace, name: str) -> None:
    everybody = [user.id for user in workspace.people]
    channel = Channel(f"C0{name.upper()}", name, everybody[0], int(workspace.clock.now()), dict.fromkeys(everybody))
    with workspace.change():
        workspace.channels[channel.id] = channel


@cache
def _plan_of(path: Path) -> Plan:
    plan = read_plan(path).plan
    assert plan is not None, path
    return plan


@cache
def _team_of(path: Path) -> Team:
    return load_team(path)


@cache
def _manifest_of(command: str, *, workflow_steps: bool) -> Manifest:
    return manifest_from(manifest(command, workflow_steps=workflow_steps))
