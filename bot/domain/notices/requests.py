"""Requests, and their answers."""

from typing import Literal

from bot.domain.notices.notification import Notification


class Wanted(Notification):
    """A request, to those who can answer it."""

    kind: Literal["wanted"] = "wanted"
    person: str
    request: str


class Replied(Notification):
    """The answer to a request, to who asked."""

    kind: Literal["replied"] = "replied"
    person: str
    request: str
