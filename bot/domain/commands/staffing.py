"""Who is to hold a role, stand in, or be linked."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.commands.actor import Newcomer


@dataclass(frozen=True, slots=True)
class Assign:
    role: str
    people: tuple[str | Newcomer, ...]
    system: str = ""


@dataclass(frozen=True, slots=True)
class NameStandIn:
    person: str | Newcomer
    instead_of: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """`email` is the address Slack holds for `user`: on one's own behalf only an equal address links."""

    person: str
    user: str
    email: str = ""


StaffingCommand = Assign | NameStandIn | Link
