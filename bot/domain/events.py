"""What has happened to a release. Events are facts in the past tense; they are written once and never changed.

`load` and `dump` are the journal's shape: a kind (the class name) and JSON-ready data.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from bot.domain.moments import Calendar
from bot.domain.plan import Plan

Via = Literal["slash", "button", "reaction", "message", "cli", "clock"]
Matter = Literal["soon", "overdue"]


class Fact(BaseModel):
    """`by` is a person's key ("" when the clock acted), `user` the Slack user id it came from ("" where none)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: datetime
    by: str
    user: str = ""
    via: Via


class Started(Fact):
    """The plan as it stood travels here, so that editing plan.yaml cannot rewrite a release that is running."""

    release: str
    plan: Plan
    go_live: datetime
    calendar: Calendar
    links: Mapping[str, str]  # person -> Slack user id


class Signed(Fact):
    """`instead_of` names the person a stand-in acted for; `message` ("C…:ts") is where a reaction stands."""

    item: str
    role: str
    note: str = ""
    instead_of: str = ""
    message: str = ""


class Withdrawn(Fact):
    item: str
    role: str
    person: str
    reason: str = ""


class Reopened(Fact):
    """The item's signatures no longer count, because what they rested on was withdrawn."""

    item: str
    because: str


class Blocked(Fact):
    item: str
    reason: str = ""
    message: str = ""


class Unblocked(Fact):
    item: str
    reason: str = ""


class Waived(Fact):
    item: str
    reason: str


class WaiverWithdrawn(Fact):
    item: str
    reason: str = ""


class Watched(Fact):
    """「I am on it」: reminders to this person about this item wait."""

    item: str
    message: str = ""


class Unwatched(Fact):
    item: str


class Noted(Fact):
    item: str
    text: str


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


class Paused(Fact):
    reason: str = ""


class Resumed(Fact):
    pass


class Aborted(Fact):
    reason: str


class Rescheduled(Fact):
    go_live: datetime
    calendar: Calendar
    reason: str = ""


class Reminded(Fact):
    """One person was told about several items at once. `late`: the bot was down when it should have."""

    person: str
    matter: Matter
    items: tuple[str, ...]
    late: bool = False


class Escalated(Fact):
    """The lead was told that these items are overdue."""

    items: tuple[str, ...]
    late: bool = False


class Finished(Fact):
    pass


Event = (
    Started
    | Signed
    | Withdrawn
    | Reopened
    | Blocked
    | Unblocked
    | Waived
    | WaiverWithdrawn
    | Watched
    | Unwatched
    | Noted
    | Assigned
    | StandInNamed
    | StandInBegan
    | StandInEnded
    | Linked
    | Paused
    | Resumed
    | Aborted
    | Rescheduled
    | Reminded
    | Escalated
    | Finished
)

KINDS: Mapping[str, type[Event]] = {kind.__name__: kind for kind in Event.__args__}


def dump(event: Event) -> tuple[str, dict[str, Any]]:
    """The event as (kind, JSON-ready data)."""
    return type(event).__name__, event.model_dump(mode="json", exclude_defaults=True)


def load(kind: str, data: Mapping[str, Any]) -> Event:
    """The event a journal entry holds; KeyError for a kind this version does not know."""
    return KINDS[kind].model_validate(data)
