"""Hotfixes beside the release."""

from typing import Literal

from bot.domain.notices.notification import Notification


class Crossing(Notification):
    """A hotfix was opened beside the release: a lead is asked to pause, carry on or abandon it."""

    kind: Literal["crossing"] = "crossing"
    person: str
    hotfix: str
