"""What somebody says, understood once: the verb and its words, of which release, by whom, and what it asks.

Nothing is carried out here, and no rule is asked; what may be shown to nobody else is told to nobody else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Literal

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.plan import Plan
from bot.domain.plan.moments import Calendar
from bot.domain.reading.accounts import hindrance, lets_in
from bot.domain.state.release import Release
from bot.record.lookup import Lookup
from bot.record.service import Caller
from bot.speech.voice import Medium
from bot.talk import queries as q
from bot.talk.grammar.bind import bind, kept_out_of
from bot.talk.grammar.parse import parse
from bot.talk.grammar.verbs import Bound, LacksReason, Line
from bot.talk.which_release import release_meant

Opener = Literal["typed", "clicked", "shortcut", "said"]


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A line, who says it, and where. `note`: words given aside; `fields`: a form's other inputs, by their keys.

    `opener`: what could open a form for what the line lacks; None where nothing can. What is `said` in a message opens
    none itself, and is answered by the button that does. `reply_to`: a place to owe the answer to. `channel` is the id
    or name of the channel it was said in, "" outside of any; `team` is Slack's, from which they act, "" outside of it
    or where Slack does not say. `seen`: the fingerprint of what was shown where it was pressed; "" where it was typed.
    `message` ("C…:ts"): the one whose emoji asked for what is pressed, so that it is taken back with the emoji.
    """

    text: str
    caller: Caller
    channel: str = ""
    team: str = ""
    medium: Medium = "slack"
    note: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    reply_to: dict[str, str] = field(default_factory=dict)
    opener: Opener | None = None
    seen: str = ""
    message: str = ""

    @property
    def tells_refusals(self) -> bool:
        """Whether refusals are owed to `reply_to` too; a form, whose words are plain, shows them itself."""
        return bool(self.reply_to) and self.medium == "slack"


@dataclass(frozen=True, slots=True)
class TeamSetup:
    """The plan releases are started of, and the Slack team that is listened to ("" before it is known).

    `command`: what the installation calls its slash command, which people may write before a line.
    """

    plan: Plan
    team: str
    calendar: Callable[[Plan, datetime], Calendar]
    command: str


@dataclass(frozen=True)
class Understood:
    """`foresee` gives what the rules would make of a command now."""

    said: SaidLine
    line: Line
    release: Release
    actor: c.Actor
    asks: Bound
    now: datetime
    foresee: Callable[[Release, c.Command, c.Actor], tuple[e.Event, ...] | r.Refused]

    @cached_property
    def foreseen(self) -> tuple[e.Event, ...] | r.Refused | None:
        """What would come of the command, asked for at most once; None for what is no command."""
        return self.foresee(self.release, self.asks, self.actor) if isinstance(self.asks, c.Command) else None


@dataclass(frozen=True, slots=True)
class ToStart:
    """A release of the plan is to be started, to go live then."""

    go_live: datetime


Foresee = Callable[[Release, c.Command, c.Actor], tuple[e.Event, ...] | r.Refused]


class Understanding:
    def __init__(self, records: Lookup, setup: TeamSetup, foresee: Foresee, clock: Callable[[], datetime]) -> None:
        self._records = records
        self._setup = setup
        self._foresee = foresee
        self._clock = clock

    def understand(self, said: SaidLine) -> Understood | ToStart | q.Alone | r.Refused:
        """A query stands alone where it is answered without a release."""
        line = parse(said.text, self._setup.command)
        if shut_out := self._shut_out(said.caller, said.team):
            return shut_out
        if not isinstance(line, Line):
            return line
        line = replace(line, note=said.note, fields=said.fields, seen=said.seen, message=said.message)
        if line.verb.starts is not None:
            go_live = line.verb.starts(line, self._setup.plan, self._clock())
            return ToStart(go_live) if isinstance(go_live, datetime) else go_live
        release = release_meant(self._records, line, said.channel, said.caller, self._setup.plan)
        if not isinstance(release, Release):
            return line.verb.shown_without_release or release
        actor = actor_of(said.caller, release)
        if refused := kept_out_of(line, release, actor):
            return refused
        asks = self._bound(line, release, actor)
        return Understood(said, line, release, actor, asks, self._clock(), self._foresee)

    def anew(self, understood: Understood, present: Release, actor: c.Actor) -> c.Command | r.Refused:
        """What the same line asks of the present state, which may have moved since it was looked at."""
        asks = self._bound(understood.line, present, actor)
        if isinstance(asks, LacksReason):
            return asks.refused
        return r.Stranger() if isinstance(asks, q.Query) else asks

    def _bound(self, line: Line, release: Release, actor: c.Actor) -> Bound:
        def calendar_of(at: datetime) -> Calendar:
            return self._setup.calendar(release.plan, at)

        return bind(line, release, actor, self._records, self._clock(), calendar_of)

    def admits(self, caller: Caller, team: str, release: Release) -> bool:
        """Whether anything of the release may be shown to whoever asks."""
        return self._shut_out(caller, team) is None and release.takes_part(actor_of(caller, release).person)

    def _shut_out(self, caller: Caller, team: str) -> r.Stranger | r.GuestsMayNot | None:
        """Another workspace's people, guests, and accounts that were switched off are shown nothing.

        Whom the command line names are not met here: of them the release itself knows.
        """
        member = self._records.member(caller.user) if caller.user and not caller.person else None
        if lets_in(member, team, self._setup.team):
            return None
        return r.GuestsMayNot() if member and hindrance(member) == "guest" else r.Stranger()


def actor_of(caller: Caller, release: Release) -> c.Actor:
    return c.Actor(caller.person or release.person_of(caller.user), caller.user, caller.via)
