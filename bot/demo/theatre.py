"""Holds the local workspace and the bot together on one clock, which runs like any other and can be moved on.

The bot may be changed for a fresh one while the workspace, and whoever looks at it, stays.
"""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, assert_never

from bot.app import Bot
from bot.demo.dial import Dial
from bot.demo.script import Act, Frame, Reacts, Says, Types
from bot.domain.plan import Plan, untracked
from bot.domain.state.release import Release
from bot.mail.addresses import imap_server, smtp_server
from bot.post.delivery import Timings
from bot.record.lookup import Lookup
from bot.rehearse.stage import GLANCE, PATIENCE, Patience, Stage
from bot.settings import SlackSettings
from sandbox import Message, Server

LIVELY: Final = Timings(idle=timedelta(milliseconds=500))
STRIDE: Final = timedelta(seconds=1)
LULL: Final = timedelta(hours=8)  # after so long a time everybody has read what there was to read


class Theatre:
    def __init__(self, server: Server, dial: Dial, path: Path, plan: Plan, database: Path) -> None:
        self.server = server
        self._dial = dial
        self._plan = untracked(plan)  # nobody outside is called
        self._settings = SlackSettings(
            database_url=f"sqlite:///{database}",
            plan=path,
            slack_bot_token=server.bot_token,
            slack_app_token=server.app_token,
            slack_api_url=server.api_url,
            smtp_url=smtp_server(server.smtp_url),
            imap_url=imap_server(server.imap_url),
            mail_authserv_id=server.authserv_id,
        )
        self._stage: Stage | None = None
        server.clock.on_move(self._wake)

    @property
    def records(self) -> Lookup:
        return self._acting.records

    @property
    def _acting(self) -> Stage:
        if self._stage is None:
            raise RuntimeError("the bot has not come in")
        return self._stage

    @property
    def is_open(self) -> bool:
        """Whether the bot is in."""
        return self._stage is not None

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.server.clock.now(), UTC)

    def enter(self) -> None:
        """The bot comes in, and finds its channel."""
        bot = Bot(self._settings, self._plan, self.now, LIVELY)
        bot.start()
        self._stage = Stage(self.server, bot, self._plan)
        self.server.wait_for_sockets()
        patience = Patience()
        while self.records.channel_id(self._plan.channel) is None:
            patience.ends(None, self._plan.channel)
            threading.Event().wait(GLANCE)

    def leave(self) -> None:
        """The bot goes; what it owes stays in its database."""
        if self._stage:
            self._stage.bot.stop()
            self._stage = None
            self.server.workspace.wait_until(lambda: self.server.socket_count == 0, PATIENCE, "the end of the socket")

    def begin(self, moment: datetime) -> None:
        """An empty workspace, at this moment. The bot must not be in."""
        self._dial.set(self.server.clock, moment.timestamp())
        self.server.workspace.empty()

    def comes(self, moment: datetime) -> None:
        """Time goes by until this moment; what is due on the way happens at its own time."""
        while (due := self.next_due()) and due < moment:
            self._pass_to(due)
            self._strike()
            if self.next_due() == due:  # cannot be done now; the beat tries it again
                break
        if moment - self.now() > LULL:
            self._acting.settle(STRIDE)
        self._pass_to(moment)
        if (due := self.next_due()) and due <= moment:
            self._strike()

    def next_due(self) -> datetime | None:
        """When a running release has something to remind of next."""
        return min((header.next_due for header in self.records.releases() if header.next_due), default=None)

    def settle(self) -> None:
        """Until everybody has been told of everything."""
        self._acting.settle(STRIDE)

    def perform(self, act: Act, told: Frame) -> None:
        if not isinstance(act, Types):  # it answers what everybody has read by then
            self.settle()
        self.comes(told.at(act.when))
        person = self.server.person(act.who)
        match act:
            case Types(line=line):
                person.types(line)
            case Says(text=text):
                person.says(text)
            case Reacts(emoji=emoji):
                self.settle()
                person.reacts(emoji, on=self._card())
                self.settle()
            case _:
                assert_never(act)

    def clear_away(self) -> None:
        """Everybody's client starts anew: answers that only they saw are gone."""
        for user in self.server.workspace.people:
            self.server.person(user.key).reloads()

    def release(self) -> Release | None:
        """The newest one; None before there is any."""
        known = self.records.releases()
        return self.records.look(known[0].release) if known else None

    def _card(self) -> Message:
        release = self.release()
        if release is None:
            raise LookupError("no release has been started")
        for owed in self.records.messages(release.id):
            if owed.kind == "card" and owed.spec["phase"] == release.phase and owed.channel and owed.ts:
                message = self.server.workspace.message(owed.channel, owed.ts)
                if message:
                    return message
        raise LookupError("the phase has no card")

    def _pass_to(self, moment: datetime) -> None:
        self.server.clock.move(max(0.0, (moment - self.now()).total_seconds()))

    def _strike(self) -> None:
        self._acting.bot.core.service.tick(self.now())
        self.settle()

    def _wake(self) -> None:
        if self._stage:
            self._stage.bot.wake()
