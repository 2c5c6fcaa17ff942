"""What stands between a person and an item."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.commands import Deploy, Sign
from bot.domain.plan.steps import Asks
from bot.domain.refusals.confirming import Confirm


@dataclass(frozen=True, slots=True)
class RoleHolders:
    role: str
    system: str | None
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotYourRole:
    item: str
    takes: tuple[RoleHolders, ...]


@dataclass(frozen=True, slots=True)
class TooEarly:
    """`waits_for`: the unsettled items it rests on; `turn`: people who can act on them now."""

    item: str
    waits_for: tuple[str, ...]
    turn: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotYet:
    """Its earliest moment has not come."""

    item: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AlreadyDone:
    """`still`: the roles whose signatures are missing although this person's is there."""

    item: str
    person: str
    role: str
    at: datetime
    waived: bool = False
    still: tuple[RoleHolders, ...] = ()


@dataclass(frozen=True, slots=True)
class MissingEvidence:
    item: str
    asks: Asks


@dataclass(frozen=True, slots=True)
class FourEyes:
    """The same person did the work: `because` names the other role, or the step they signed."""

    item: str
    because: Literal["role", "step", "vote"]
    name: str
    may: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NobodyHolds:
    item: str
    roles: tuple[str, ...]
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NothingTried:
    """The item asks for no result that could be a failure."""

    item: str


@dataclass(frozen=True, slots=True)
class NothingToTakeBack:
    item: str
    what: Literal["signature", "block", "none"]


@dataclass(frozen=True, slots=True)
class NotYours:
    """Only the person who set it, or the lead, takes it back."""

    item: str
    person: str
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownAnew:
    """The item rests on something else now than what the pressed message showed, by its fingerprint `seen`."""

    item: str
    seen: str


@dataclass(frozen=True, slots=True)
class Undoes(Confirm):
    """A signature carries others: `reopens` lose theirs, `closes` wait again, and `bugs` are open again."""

    reopens: tuple[str, ...]
    closes: tuple[str, ...] = ()
    bugs: tuple[str, ...] = ()

    @property
    def consequences(self) -> tuple[str, ...]:
        return (*self.reopens, "|", *self.closes, *(("|", *self.bugs) if self.bugs else ()))


@dataclass(frozen=True, slots=True)
class SoundsFailed(Confirm):
    """Not what it does is doubted, but the words it is given with: they tell of a failure."""

    command: Sign | Deploy

    @property
    def consequences(self) -> tuple[str, ...]:
        return ("|", "|", self.command.note)


SigningRefusal = (
    NotYourRole
    | TooEarly
    | NotYet
    | AlreadyDone
    | MissingEvidence
    | FourEyes
    | NobodyHolds
    | NothingTried
    | NothingToTakeBack
    | NotYours
    | ShownAnew
    | Undoes
    | SoundsFailed
)
