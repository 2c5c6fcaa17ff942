"""What stands between a person and an item."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.events import Ran
from bot.domain.plan.steps import Asks


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
class Kept:
    """What is on record of a database: the id of its backup, or the digest of what takes `script` back."""

    system: str
    known: str
    script: str = ""


@dataclass(frozen=True, slots=True)
class Confirm:
    """Nothing is wrong, but it is shown first what it does.

    `reopens` lose signatures, `closes` wait again; `opens` can be signed then, and `holds` is waited for still; `bugs`
    are open again. `replaces`: what is on record now, and would be no more; `runs`: what is to run then, system by
    system, "" where that is not known; `newer`: what was submitted later than that, and gives place to it, in an
    environment or ("") as what is to be deployed. `reason`: the words of the line; `role`: the one it names.
    """

    verb: Literal[
        "done", "deploy", "branch", "undo", "abort", "rollback", "waive", "previous", "backup", "script", "script back",
        "script remove",
    ]  # fmt: skip
    item: str
    reopens: tuple[str, ...]
    closes: tuple[str, ...]
    reason: str
    opens: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    replaces: Ran | Kept | None = None
    runs: tuple[Ran, ...] = ()
    bugs: tuple[str, ...] = ()
    newer: tuple[Ran, ...] = ()
    role: str = ""

    @property
    def words(self) -> str:
        """What follows the code in the line that says yes."""
        return " ".join(filter(None, ("as" if self.role else "", self.role, self.reason)))

    @property
    def is_doubt(self) -> bool:
        """Not of what it does, but of the words it is given with, which sound like a failure."""
        return self.verb == "done" and not (self.runs or self.newer or self.reopens)

    @property
    def code(self) -> str:
        """What says yes to exactly these consequences, and to no others: they may have grown since they were shown."""
        lets_go = ("|", *self.opens, "|", *self.holds) if self.opens or self.holds else ()
        ran = (*([self.replaces] if self.replaces else []), *self.runs, *self.newer)
        brings = self.verb in ("branch", "previous", "backup", "script", "script back")
        of_words = ("|", self.reason) if self.is_doubt or brings else ()
        kept = (*map(repr, ran), *of_words)
        opened = ("|", *self.bugs) if self.bugs else ()
        shown = (self.verb, self.item, *self.reopens, "|", *self.closes, *lets_go, *kept, *opened)
        return hashlib.sha256("\n".join(shown).encode()).hexdigest()[:8]


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
    | Confirm
)
