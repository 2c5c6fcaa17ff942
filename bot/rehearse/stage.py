"""Where a rehearsal happens: the local workspace and the bot in one process, on one clock that jumps over waiting."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bot.app import Bot
from bot.domain.plan import Plan, untracked
from bot.mail.addresses import smtp_server
from bot.record.lookup import Lookup, Owed
from bot.settings import SlackSettings
from bot.slack.manifest import MANIFEST
from sandbox import Rates, Server, running

GLANCE: Final = 0.005  # seconds between two looks at what is still owed
REST: Final = 0.03  # as long at most: who waits longer asks less often
PATIENCE: Final = 60.0  # seconds in which the bot must have shown some sign of life
STRIDE: Final = timedelta(seconds=15)  # a jump is at least so long: Slack's allowances are full again afterwards
TRIES: Final = 5  # deliveries that failed so often are in trouble, and nobody waits for them


class Patience:
    """Time that is given anew with each sign of life: a slow machine is no bot that hangs."""

    def __init__(self, seconds: float = PATIENCE, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._sign: object = None
        self._end = clock() + seconds

    def ends(self, sign: object, what: str) -> None:
        """TimeoutError, which says what was waited for, where the sign has been the same for so long."""
        if sign != self._sign:
            self._sign, self._end = sign, self._clock() + self._seconds
        elif self._clock() > self._end:
            raise TimeoutError(what)


@dataclass(frozen=True, slots=True)
class Stage:
    """The workspace, and the bot that runs on its clock."""

    server: Server
    bot: Bot
    plan: Plan

    @property
    def records(self) -> Lookup:
        return self.bot.core.records

    def now(self) -> datetime:
        return _moment(self.server)

    def acquaint(self) -> None:
        """Until the bot has found whom the plan names: how long it looks would else show in what is told."""
        deadline = time.monotonic() + PATIENCE
        named = {person.email.lower() for person in self.plan.people.values() if person.email}
        while self.records.members_with(named).keys() < named and time.monotonic() < deadline:
            threading.Event().wait(GLANCE)

    def comes(self, moment: datetime) -> None:
        """Time goes by until then."""
        self.server.leap(max(0.0, (moment - self.now()).total_seconds()))
        self.settle()

    def settle(self, stride: timedelta = STRIDE) -> None:
        """Until everybody has been told of everything. Waiting for a moment costs none: the clock jumps to it.

        `stride`: the shortest jump. TimeoutError, which names what is owed, where the bot no longer does anything.
        """
        self.server.wait_for_calm(PATIENCE)
        self.bot.core.service.tick(self.now())
        patience, pause = Patience(), GLANCE
        while owed := [message for message in self.records.owed() if _is_waited_for(message)]:
            patience.ends([(message.key, message.attempts) for message in owed], owed[0].key)
            rest = min(_ready(message) for message in owed) - self.now()
            if rest > timedelta() and not any(message.lease_owner for message in owed):
                self.server.clock.move(max(rest, stride).total_seconds())
            else:
                threading.Event().wait(pause)
                pause = min(2 * pause, REST)


@contextmanager
def staged(path: Path, plan: Plan, port: int = 0) -> Iterator[Stage]:
    """The plan's people in a workspace of their own, and the bot connected to it by Socket Mode, on a new database.

    Bugs are kept there, too: no tracker is called. SetupError where the port cannot be used.
    """
    plan = untracked(plan)
    with (
        TemporaryDirectory(prefix="rehearsal-") as folder,
        running(manifest=MANIFEST, people=path, rates=Rates.off(), port=port) as server,
    ):
        settings = SlackSettings(
            database_url=f"sqlite:///{folder}/rehearsal.db",
            plan=path,
            slack_bot_token=server.bot_token,
            slack_app_token=server.app_token,
            slack_api_url=server.api_url,
            smtp_url=smtp_server(server.smtp_url),
        )
        bot = Bot(settings, plan, lambda: _moment(server))
        server.clock.on_move(bot.wake)
        bot.start()
        try:
            server.wait_for_sockets()
            stage = Stage(server, bot, plan)
            stage.acquaint()
            yield stage
        finally:
            bot.stop()


def _moment(server: Server) -> datetime:
    return datetime.fromtimestamp(server.clock.now(), UTC)


def _is_waited_for(message: Owed) -> bool:
    return message.state == "pending" and message.attempts < TRIES


def _ready(message: Owed) -> datetime:
    return max(message.not_before, message.lease_until or message.not_before)
