"""The bug tracker cannot be asked."""

from datetime import datetime
from typing import Literal

from bot.domain.notices.notification import Notification


class TrackerSilent(Notification):
    """The bug tracker cannot be asked, so gates stay shut: a lead is told, and in the same message when it answers."""

    kind: Literal["tracker_silent"] = "tracker_silent"
    person: str
    since: datetime
