"""Who is told that time is running out, or has."""

from typing import Literal

from bot.domain import events as e
from bot.domain.notices.notification import Notification


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
