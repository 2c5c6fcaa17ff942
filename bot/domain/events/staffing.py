"""Who holds a role, who stands in for whom, and which Slack account is whose."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from bot.domain.events.fact import Fact

Hindrance = Literal["gone", "guest", "elsewhere"]
"""Why nobody may act with an account: it was switched off, is a guest's, or belongs to another workspace."""


class Assigned(Fact):
    """The role is now held by these people (for one system, where the role goes by system)."""

    role: str
    system: str = ""
    people: tuple[str, ...]
    newcomers: Mapping[str, str] = {}  # Slack user id -> name, of people the plan does not know; the id is their key


class StandInNamed(Fact):
    person: str
    instead_of: str
    since: datetime
    until: datetime | None = None
    newcomers: Mapping[str, str] = {}


class StandInBegan(Fact):
    person: str
    instead_of: str
    since: datetime


class StandInEnded(Fact):
    """The stand-in's time is over; who holds the role is who signs again."""

    person: str
    instead_of: str


class Linked(Fact):
    person: str
    to: str  # the Slack user id


class LinkAsked(Fact):
    """A link that takes somebody else's word before it holds."""

    person: str
    to: str


class AccountTold(Fact):
    """What Slack says of a person's account: why nobody may act with it, or (None) that they may again."""

    person: str
    account: str  # the Slack user id
    why: Hindrance | None = None


StaffingEvent = Assigned | StandInNamed | StandInBegan | StandInEnded | Linked | LinkAsked | AccountTold
