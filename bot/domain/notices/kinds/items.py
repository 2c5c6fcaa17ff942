"""About items and people: cards, prompts, reminders, blocks, names."""

from datetime import datetime
from typing import Literal

from bot.domain import events as e
from bot.domain.notices.kinds.notification import Notification


class Card(Notification):
    """The checklist of one phase, in the channel: posted when the phase opens, kept true afterwards."""

    kind: Literal["card"] = "card"
    phase: int


class Prompt(Notification):
    """These items have opened for this person."""

    kind: Literal["prompt"] = "prompt"
    person: str
    items: tuple[str, ...]


class Reminder(Notification):
    kind: Literal["reminder"] = "reminder"
    person: str
    matter: e.Matter
    items: tuple[str, ...]
    late: bool = False


class Escalation(Notification):
    """Overdue items, told to a lead (`person`) or, with "" for the person, to the channel."""

    kind: Literal["escalation"] = "escalation"
    person: str
    items: tuple[str, ...]
    late: bool = False


class Vacancy(Notification):
    """Items that nobody can sign because a role is empty: a lead is asked to name someone."""

    kind: Literal["vacancy"] = "vacancy"
    person: str
    items: tuple[str, ...]


class Obstacle(Notification):
    """An item was blocked. In the card's thread (`person` ""), and to each lead."""

    kind: Literal["obstacle"] = "obstacle"
    person: str
    item: str


class WhyBlocked(Notification):
    """Somebody blocked an item by emoji: they are asked for the reason."""

    kind: Literal["why_blocked"] = "why_blocked"
    person: str
    item: str


class Voided(Notification):
    """A person's signatures no longer count, because what they rested on was withdrawn."""

    kind: Literal["voided"] = "voided"
    person: str
    items: tuple[str, ...]
    because: str


class Override(Notification):
    """A check was waived, or the waiver withdrawn: in the thread of the phase's card."""

    kind: Literal["override"] = "override"
    item: str


class Named(Notification):
    """A person now holds a role, or stands in for somebody."""

    kind: Literal["named"] = "named"
    person: str
    role: str = ""
    system: str = ""
    instead_of: str = ""
    until: datetime | None = None


class Unlinked(Notification):
    """People of the plan for whom no Slack account is known: a lead is asked to link them."""

    kind: Literal["unlinked"] = "unlinked"
    person: str
    people: tuple[str, ...]


class Turn(Notification):
    """The release as a whole took a turn: in the channel."""

    kind: Literal["turn"] = "turn"
    turn: Literal["paused", "resumed", "aborted", "rescheduled", "finished"]
    reason: str = ""
    by: str = ""
