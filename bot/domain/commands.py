"""What may be asked of a release, in the imperative, and by whom. Items are item ids, people are person keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.events import Via
from bot.domain.moments import Calendar


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: `person` is "" for the clock and for somebody the release does not know."""

    person: str
    user: str
    via: Via


CLOCK = Actor(person="", user="", via="clock")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A Slack member the plan does not know, named in a command; the user id serves as the person's key."""

    user: str
    name: str


@dataclass(frozen=True, slots=True)
class Sign:
    """`role` picks one where the person holds several; `note` is the evidence."""

    item: str
    note: str = ""
    role: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take back a signature or a waiver. `confirmed`: what it re-closes has been shown."""

    item: str
    reason: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class TakeBackReaction:
    """The emoji that signed, blocked or watched on this message ("C…:ts") is gone."""

    message: str
    meaning: str  # sign | block | watch
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    item: str
    reason: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Unblock:
    item: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Waive:
    item: str
    reason: str


@dataclass(frozen=True, slots=True)
class Watch:
    item: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Words left for an item in a thread; they serve as evidence when the same person signs next."""

    item: str
    text: str


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


@dataclass(frozen=True, slots=True)
class Pause:
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Resume:
    pass


@dataclass(frozen=True, slots=True)
class Abort:
    reason: str
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Reschedule:
    go_live: datetime
    calendar: Calendar
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed."""


@dataclass(frozen=True, slots=True)
class Start:
    """Open a release. `members` are the links found by e-mail: person -> Slack user id."""

    release: str
    go_live: datetime
    calendar: Calendar
    links: Mapping[str, str] = field(default_factory=dict)


Command = (
    Sign
    | Withdraw
    | TakeBackReaction
    | Block
    | Unblock
    | Waive
    | Watch
    | Note
    | Assign
    | NameStandIn
    | Link
    | Pause
    | Resume
    | Abort
    | Reschedule
    | Tick
)
