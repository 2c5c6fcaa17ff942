"""Lines as people of the boying release type them, and what the grammar makes of them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain import commands as c
from bot.domain.events import Via
from bot.domain.plan.moments import Calendar
from bot.domain.refusals import Refused
from bot.domain.state.release import Release
from bot.plans.file import calendar_of
from bot.talk import queries as q
from bot.talk.grammar.bind import bind
from bot.talk.grammar.parse import parse
from bot.talk.grammar.verbs import Directory, LacksReason, Line
from tests.domain.plans import boying
from tests.slack.boying import LINKS, STARTED, started


@dataclass(frozen=True)
class Somebody:
    user: str
    name: str
    email: str = ""
    active: bool = True
    guest: bool = False
    belongs: str = "here"


@dataclass(frozen=True)
class Workspace:
    people: tuple[Somebody, ...]

    def member(self, user: str) -> Somebody | None:
        return next((one for one in self.people if one.user == user), None)


WORKSPACE = Workspace((
    Somebody("U5", "付诚", "fucheng@boying.example"),
    Somebody("U7", "Wang Qi", "wangqi@boying.example"),
    Somebody("U8", "Guest", "guest@elsewhere.example", guest=True),
    Somebody("U9", "Bot", active=False),
))  # fmt: skip


def typed(
    text: str, by: str = "fucheng", release: Release | None = None, via: Via = "slash", now: datetime = STARTED
) -> c.Command | q.Query | Refused:
    """What the line asks of the release, from somebody of the plan ("" is a stranger with the account U7)."""
    line = parse(text)
    if not isinstance(line, Line):
        return line
    return asked(line, release or started(), c.Actor(by, LINKS.get(by, "U7"), via), WORKSPACE, now)


def asked(
    line: Line, release: Release, actor: c.Actor, directory: Directory, now: datetime
) -> c.Command | q.Query | Refused:
    """What the line asks for; a reason that is lacking is refused where no form asks for it."""
    bound = bind(line, release, actor, directory, now, days_around)
    return bound.refused if isinstance(bound, LacksReason) else bound


def days_around(go_live: datetime) -> Calendar:
    return calendar_of(boying(), go_live)


def utc(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)
