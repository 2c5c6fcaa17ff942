"""Items that were blocked, and checks that were waived."""

from collections.abc import Iterator
from typing import Literal

from bot.domain import events as e
from bot.domain.notices.notification import Notification
from bot.domain.state.release import Release


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


class Override(Notification):
    """A check was waived, or the waiver withdrawn: in the thread of the phase's card."""

    kind: Literal["override"] = "override"
    item: str


def of_block(event: e.Blocked, after: Release) -> Iterator[Obstacle | WhyBlocked]:
    yield Obstacle(person="", item=event.item)
    yield from (Obstacle(person=lead, item=event.item) for lead in after.leads if lead != event.by)
    if not event.reason:
        yield WhyBlocked(person=event.by, item=event.item)
