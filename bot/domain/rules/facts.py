"""What a decision is, and what its events have in common: who, through what, when."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from bot.domain.commands import Actor
from bot.domain.events import Event, Via
from bot.domain.refusals import Refused

Decided = tuple[Event, ...] | Refused
"""The events that a command calls for, in order, or why it does not."""


class Header(TypedDict):
    at: datetime
    by: str
    user: str
    via: Via


@dataclass(frozen=True, slots=True)
class Facts:
    actor: Actor
    now: datetime

    @property
    def header(self) -> Header:
        return {"at": self.now, "by": self.actor.person, "user": self.actor.user, "via": self.actor.via}
