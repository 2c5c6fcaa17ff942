"""A workspace, a database, and the bot's lives in them. People's acts, and what must be true when all is calm."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.core import open_core
from bot.domain.plan import Plan
from bot.domain.state.release import Release
from bot.mail.addresses import smtp_server
from bot.plans.file import read_plan
from bot.post.delivery import Timings
from bot.record.lookup import Owed
from bot.settings import SlackSettings
from bot.slack.manifest import MANIFEST
from sandbox import Patience, Server, running
from sandbox.state.clock import Clock
from sandbox.state.records import Message
from storage import outbox
from tests.faults.life import PATIENCE, TIMINGS, Alive, Life
from tests.migrated import migrated
from tests.ports import port_for_a_server

ROOT = Path(__file__).parents[2]
BEGINNING = datetime(2021, 6, 1, 1, 0, tzinfo=UTC)  # 9:00 in Shanghai, 13 days before the plan's go-live


def boying() -> Plan:
    plan = read_plan(ROOT / "plan.yaml").plan
    assert plan is not None
    return plan


def until(true: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    """Wait for another thread or process to bring something about; AssertionError after `patience` seconds."""
    end, pause = time.monotonic() + patience, threading.Event()
    while not true():
        assert time.monotonic() < end, f"{what} did not come about"
        pause.wait(0.003)


class House:
    """`core`: the same database, opened by the test, to look into."""

    def __init__(self, server: Server, plan: Plan, settings: SlackSettings) -> None:
        self.server = server
        self.plan = plan
        self.settings = settings
        self.core = open_core(settings.database_url)

    def begin(self, timings: Timings = TIMINGS) -> Life:
        """A life of the bot, whose clock is the workspace's."""
        life = Life(self.settings, self.plan, self.ahead, timings)
        if self.settings.slack_app_token:
            self.server.wait_for_sockets()
        return life

    @property
    def ahead(self) -> float:
        """By how many seconds the workspace's clock differs from the machine's."""
        return self.server.clock.now() - time.time()

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.server.clock.now(), UTC)

    def passes(self, seconds: float, life: Alive) -> None:
        """For everybody."""
        life.move(seconds)
        self.server.clock.move(seconds)

    def release(self) -> Release:
        return self.core.records.look(self.core.records.releases()[0].release)

    def owed(self) -> list[Owed]:
        with self.core.database.read() as conn:
            return [Owed(*row) for row in conn.execute(outbox.OWED.where(outbox.IS_PENDING))]

    def settle(self, life: Alive) -> bool:
        """Until all is delivered, time passing where a message waits for its moment; False if the life ended first."""
        end = time.monotonic() + PATIENCE
        pause = threading.Event()
        while not life.is_over:
            owed = self.owed()
            if not owed:
                return True
            assert time.monotonic() < end, [(m.key, m.error, m.attempted_at, m.lease_until) for m in owed]
            ready = min(max(m.not_before, m.lease_until or m.not_before) for m in owed)
            wait = (ready - self.now()).total_seconds()
            if wait > 0 and not any(m.lease_owner for m in owed):
                self.passes(wait + 0.01, life)
            elif wait > 0:
                self.passes(0.2, life)
            pause.wait(0.01)
        return False

    def everything_shown(self) -> list[Message]:
        """Every message of the bot that is there to be read, ephemeral ones left out."""
        channels = self.server.workspace.channels.values()
        return [m for channel in channels for m in tuple(channel.messages.values()) if m.bot_id]

    def keys_shown(self) -> Counter[str]:
        shown = (m.metadata["event_payload"]["key"] for m in self.everything_shown() if m.metadata)
        return Counter(shown)

    def nothing_is_doubled(self) -> None:
        doubled = {key: count for key, count in self.keys_shown().items() if count > 1}
        assert not doubled

    def misremembered(self) -> list[str]:
        """The keys of messages that are in Slack and the outbox does not know it, or the other way round."""
        owed = self.core.records.messages(self.release().id)
        return sorted({m.key for m in owed if m.ts} ^ self.keys_shown().keys())

    def record_is_sound(self) -> None:
        assert self.core.records.verify() == []


@contextmanager
def house(
    *,
    http: bool = False,
    plan: Plan | None = None,
    database_url: str = "",
    ack_timeout: float = 15.0,
) -> Iterator[House]:
    """The workspace of the boying people (or another plan's) and a database; the bot is begun by the test.

    People wait longer than in Slack, so that how busy the machine is decides nothing; a death is seen at once.
    """
    shift = BEGINNING.timestamp() - time.time()
    clock = Clock(source=lambda: time.time() + shift)
    whole = plan or boying()
    people = {
        "people": {key: {"name": str(p.name), "email": p.email} for key, p in whole.people.items()},
        "channel": whole.channel,
        "zone": whole.zone,
        "language": whole.language,
    }
    with (
        port_for_a_server() as port,
        TemporaryDirectory() as folder,
        running(
            manifest=MANIFEST,
            people=people,
            request_url=f"http://127.0.0.1:{port}/slack/events" if http else None,
            clock=clock,
            patience=Patience(ack_timeout),
        ) as server,
    ):
        settings = SlackSettings(
            database_url=database_url or migrated(Path(folder) / "releases.db"),
            slack_bot_token=server.bot_token,
            slack_api_url=server.api_url,
            smtp_url=smtp_server(server.smtp_url),
            slack_app_token=None if http else server.app_token,
            slack_signing_secret=server.signing_secret if http else None,
            port=port if http else None,
        )
        opened = House(server, whole, settings)
        try:
            yield opened
        finally:
            opened.core.database.close()
