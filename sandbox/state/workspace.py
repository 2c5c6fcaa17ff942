"""The state of one workspace and the ways to find things in it. One lock; whoever waits is woken by every change.

The rules for changing it stand in the room `changes`, those for its mails in `mail`; nothing here knows of HTTP.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Condition
from typing import TypeVar

from sandbox.setup.manifest import Manifest
from sandbox.setup.team import GENERAL, HERE, NOWHERE, ORGANISATION, PersonSpec, Team
from sandbox.state.clock import Clock
from sandbox.state.faults import Faults
from sandbox.state.happenings import Happening, Renewed
from sandbox.state.ids import Mint, secret, slack_id
from sandbox.state.log import CallLog
from sandbox.state.mails import Mail
from sandbox.state.records import (
    Bot,
    Channel,
    Execution,
    Message,
    ResponseUrl,
    ScheduledMessage,
    StoredFile,
    Trigger,
    User,
    View,
)
from sandbox.state.story import Story

T = TypeVar("T")


class Workspace:
    mails: list[Mail]
    story: Story | None

    def __init__(self, team: Team, manifest: Manifest, clock: Clock | None = None) -> None:
        self.team = team
        self.manifest = manifest
        self.clock = clock or Clock()
        self.mint = self._fresh_mint()
        self.id = slack_id("T", team.name)
        self.enterprise_id = slack_id("E", team.enterprise) if team.enterprise else None
        self.bot = _bot_of(manifest, self.id)
        self.bot_token = f"xoxb-{secret('bot', self.id)[:24]}"
        self.app_token = f"xapp-1-{self.bot.app_id}-{secret('app', self.id)}"
        self.signing_secret = secret("signing", self.id)
        self.verification_token = secret("verification", self.id)[:24]
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.views: dict[str, View] = {}
        self.modals: dict[str, list[str]] = {}
        self.homes: dict[str, str] = {}
        self.ephemerals: list[Message] = []
        self.scheduled: dict[str, ScheduledMessage] = {}
        self.files: dict[str, StoredFile] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.executions: dict[str, Execution] = {}
        self.socket_tickets: set[str] = set()
        self.mails = []
        self.reply_to_smtp: str | None = None
        self.story = None
        self.shares_after = 0.0
        """Seconds until a file that was uploaded whole is seen in its channels; Slack takes a moment."""
        self.happenings: list[Happening] = []
        self._changed = Condition()
        self._listeners: list[Callable[[Happening], None]] = []
        self.log = CallLog(self.wake)
        self.faults = Faults()
        self._furnish()

    def _furnish(self) -> None:
        created = int(self.clock.now())
        for spec in self.team.people:
            person = self.person_from(spec)
            self.users[person.id] = replace(person, is_admin=not self.users)
        people = [user.id for user in self.users.values() if not (user.is_guest or user.is_foreign)]
        everybody = list(self.users)
        self.users[self.bot.user_id] = User(
            self.bot.user_id, self.bot.name.lower().replace(" ", "_"), self.bot.name,
            tz="America/Los_Angeles", locale="en-US", is_bot=True, updated=created,
        )  # fmt: skip
        owner = everybody[0]
        self._home = ""
        for place in self.team.channels:
            named = [self.user(key).id for key in place.members]
            members = named or (everybody if place.name == self.team.channel else people)
            channel = Channel(
                place.id or slack_id("C", self.id, place.name), place.name, owner, created, dict.fromkeys(members),
                is_general=place.name == GENERAL, is_archived=place.is_archived, is_private=place.is_private,
            )  # fmt: skip
            if place.has_bot:
                channel.members[self.bot.user_id] = None
            self.channels[channel.id] = channel
            if place.name == self.team.channel:
                self._home = channel.id

        self._furnish_crowd(owner, created)

    def _furnish_crowd(self, owner: str, created: int) -> None:
        crowd = self.team.crowd
        general = self.channel(GENERAL)
        for number in range(1, crowd.people + 1):
            key = f"crowd{number:05}"
            person = User(slack_id("U", self.id, key), key, f"Person {number}", f"{key}@crowd.example", updated=created)
            self.users[person.id] = person
            general.members[person.id] = None
        for number in range(1, crowd.channels + 1):
            name = f"crowd-{number:05}"
            channel = Channel(slack_id("C", self.id, name), name, owner, created)
            self.channels[channel.id] = channel

    def person_from(self, spec: PersonSpec) -> User:
        """As she enters the workspace, with the ids of where she is at home."""
        homes = {HERE: None, ORGANISATION: self.enterprise_id, NOWHERE: NOWHERE}
        return User(
            slack_id("U", self.id, spec.key), spec.key, spec.name, spec.email, spec.tz, spec.locale,
            is_guest=spec.is_guest, is_single_channel_guest=spec.is_single_channel_guest,
            home=homes.get(spec.team, self._team_id(spec.team)),
            teams=tuple(self._team_id(name) for name in spec.teams) if self.enterprise_id else (),
            is_foreign=spec.is_foreign, is_stranger=spec.is_stranger, updated=int(self.clock.now()),
        )  # fmt: skip

    def _team_id(self, name: str) -> str:
        return self.id if name == HERE else slack_id("T", name)

    def _fresh_mint(self) -> Mint:
        return Mint(f"{self.team.name}/{self.clock.now()}")

    def empty(self) -> None:
        """Begin anew: the people and channels it opened with, and nothing that was said. Its clock is left alone."""
        with self.change():
            for held in (self.users, self.channels, self.views, self.modals, self.homes, self.scheduled, self.files):
                held.clear()
            self.executions.clear()
            self.ephemerals.clear()
            self.mails.clear()
            self._furnish()
            self.renew()

    def renew(self) -> None:
        """What it holds was exchanged: old triggers lead nowhere, and whoever watches looks anew."""
        with self.change():
            self.triggers.clear()
            self.response_urls.clear()
            self.mint = self._fresh_mint()
            self.tell(Renewed())

    @contextmanager
    def change(self) -> Iterator[None]:
        """Hold the state while changing or reading it together."""
        with self._changed:
            yield
            self._changed.notify_all()

    def wake(self) -> None:
        with self.change():
            return

    def ts(self) -> str:
        return self.mint.ts(self.clock.now())

    def tell(self, happening: Happening) -> None:
        """Record what happened and pass it to whoever watches."""
        with self.change():
            self.happenings.append(happening)
            for listener in tuple(self._listeners):
                listener(happening)

    def watch(self, listener: Callable[[Happening], None]) -> None:
        """Call `listener` with everything that happens from now on, in order. It must return at once."""
        self._listeners.append(listener)

    def wait_until(
        self, predicate: Callable[[], T | None], timeout: float = 30.0, what: str = "what was waited for"
    ) -> T:
        """Block until `predicate` gives something true and return that; `TimeoutError` after `timeout` seconds."""
        with self._changed:
            found = self._changed.wait_for(predicate, timeout)
        if not found:
            raise TimeoutError(f"{what} did not come about within {timeout:g} s.")
        return found

    @property
    def people(self) -> list[User]:
        return [user for user in self.users.values() if not user.is_bot]

    def user(self, who: str) -> User:
        """Find by id, key, email or full name; `KeyError` if there is nobody."""
        if who in self.users:
            return self.users[who]
        wanted = who.removeprefix("@")
        for user in self.users.values():
            if wanted and wanted in {user.key, user.email, user.name}:
                return user
        raise KeyError(f"Nobody here is “{who}”; there are {', '.join(user.key for user in self.people)}.")

    def channel(self, which: str) -> Channel:
        """Find by id or by name, with or without `#`; `KeyError` if there is none."""
        if which in self.channels:
            return self.channels[which]
        name = which.removeprefix("#")
        for channel in self.channels.values():
            if channel.name == name and not channel.is_im:
                return channel
        raise KeyError(f"There is no channel “{which}” here.")

    @property
    def home(self) -> Channel:
        """The team's channel, whatever it is called by now."""
        return self.channels[self._home]

    def direct_channel(self, user: str) -> Channel | None:
        """The conversation of `user` with the bot, if it has been opened."""
        return self.channels.get(slack_id("D", self.id, user))

    def shows(self, channel: Channel) -> bool:
        """Whether the app can know of it: to whom is not in it a private channel does not exist."""
        return not channel.is_private or self.bot.user_id in channel.members

    def message(self, channel: str, ts: str) -> Message | None:
        return self.channels[channel].messages.get(ts)


def _bot_of(manifest: Manifest, team_id: str) -> Bot:
    name = manifest.bot_name
    return Bot(slack_id("A", team_id, name), slack_id("B", team_id, name), slack_id("U", team_id, "bot", name), name)
