"""The time for a problem is nearly over (3b-5)."""

from datetime import datetime
from typing import Literal

from bot.domain.notices.notification import Notification


class Deciding(Notification):
    """The time for a problem is nearly over: a lead goes on, until when, or rolls back."""

    kind: Literal["deciding"] = "deciding"
    person: str
    environment: str
    until: datetime
