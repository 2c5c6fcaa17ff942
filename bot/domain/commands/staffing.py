"""Who is to hold a role, stand in, or be linked."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.domain.commands.actor import Newcomer
from bot.domain.commands.admission import Admission
from bot.domain.events import Hindrance


@dataclass(frozen=True, slots=True)
class Assign:
    admission: ClassVar = Admission(strangers=False, heard="after an abort")

    role: str
    people: tuple[str | Newcomer, ...]
    system: str = ""


@dataclass(frozen=True, slots=True)
class NameStandIn:
    admission: ClassVar = Admission(strangers=False, heard="after an abort")

    person: str | Newcomer
    instead_of: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """`email`: the address Slack vouches for, of an account of the home workspace; "" for any other.

    On one's own behalf only an equal address links.
    """

    admission: ClassVar = Admission(strangers=True, heard="after an abort")

    person: str
    user: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class EndStandIn:
    """`person` "": whoever stands in; `instead_of` "": for whomever."""

    admission: ClassVar = Admission(strangers=False, heard="after an abort")

    person: str = ""
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class TellAccount:
    """What Slack says of a person's account: why nobody may act with it, None where they may."""

    admission: ClassVar = Admission(strangers=True, heard="after an abort")

    person: str
    account: str
    why: Hindrance | None


StaffingCommand = Assign | NameStandIn | EndStandIn | Link | TellAccount
