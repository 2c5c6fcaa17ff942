"""Who is to hold a role, stand in, or be linked."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.domain.commands.actor import Newcomer
from bot.domain.commands.admission import Admission


@dataclass(frozen=True, slots=True)
class Assign:
    admission: ClassVar = Admission(strangers=False, heard="to the end")

    role: str
    people: tuple[str | Newcomer, ...]
    system: str = ""


@dataclass(frozen=True, slots=True)
class NameStandIn:
    admission: ClassVar = Admission(strangers=False, heard="to the end")

    person: str | Newcomer
    instead_of: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """`email` is the address Slack holds for `user`: on one's own behalf only an equal address links."""

    admission: ClassVar = Admission(strangers=True, heard="to the end")

    person: str
    user: str
    email: str = ""


StaffingCommand = Assign | NameStandIn | Link
