"""The ways to say no, as values. Their words are in the catalogues; that they say what to do next is law."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.plan import Asks


@dataclass(frozen=True, slots=True)
class RoleHolders:
    role: str
    system: str | None
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stranger:
    """Whoever asks is no part of the release: nothing of it is shown."""


@dataclass(frozen=True, slots=True)
class NotYourRole:
    item: str
    takes: tuple[RoleHolders, ...]


@dataclass(frozen=True, slots=True)
class LeadOnly:
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TooEarly:
    """`waits_for`: the unsettled items it rests on; `turn`: people who can act on them now."""

    item: str
    waits_for: tuple[str, ...]
    turn: tuple[str, ...]


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
class IsBlocked:
    item: str
    person: str
    reason: str
    since: datetime


@dataclass(frozen=True, slots=True)
class FourEyes:
    """The same person did the work: `because` names the other role, or the step they signed."""

    item: str
    because: Literal["role", "step", "vote"]
    name: str
    may: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldApart:
    """Nobody holds both roles for one system. `may`: people who could hold the one that was to be assigned."""

    system: str
    other: str
    may: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NobodyHolds:
    item: str
    roles: tuple[str, ...]
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoSuchItem:
    name: str
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhichItem:
    """Several items fit; `verb` is what was to be done with one of them."""

    verb: str
    items: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class NoSuchName:
    """`what`: role, system, person, verb, release or moment."""

    what: Literal["role", "system", "person", "verb", "release", "moment", "user"]
    name: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lacks:
    """A word of the line is missing; `usage` is the line to type."""

    what: Literal["item", "reason", "role", "system", "person", "moment", "user"]
    usage: str


@dataclass(frozen=True, slots=True)
class NotRunning:
    state: Literal["paused", "aborted", "finished", "running"]


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
class Confirm:
    """Nothing is wrong, but it undoes others' work: shown first. `reopens` lose signatures, `closes` wait again."""

    verb: Literal["undo", "abort"]
    item: str
    reopens: tuple[str, ...]
    closes: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class PastMoment:
    """The moment is gone; `suggest` is a wall time that would do."""

    moment: datetime
    suggest: datetime
    verb: Literal["start", "reschedule", "standin"]


@dataclass(frozen=True, slots=True)
class AlreadyRunning:
    release: str


@dataclass(frozen=True, slots=True)
class NoRelease:
    """There is none running here. `plan` is the one that could be started, "" where nothing may be shown."""

    plan: str


@dataclass(frozen=True, slots=True)
class WhichRelease:
    releases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotLinked:
    """The address Slack holds is not the plan's, so the link is the lead's to make."""

    person: str
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkTaken:
    person: str
    user: str


Refused = (
    Stranger
    | NotYourRole
    | LeadOnly
    | TooEarly
    | AlreadyDone
    | MissingEvidence
    | IsBlocked
    | FourEyes
    | HeldApart
    | NobodyHolds
    | NoSuchItem
    | WhichItem
    | NoSuchName
    | Lacks
    | NotRunning
    | NothingToTakeBack
    | NotYours
    | Confirm
    | PastMoment
    | AlreadyRunning
    | NoRelease
    | WhichRelease
    | NotLinked
    | LinkTaken
)
