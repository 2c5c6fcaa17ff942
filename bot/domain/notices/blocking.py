"""Items that were blocked, and checks that were waived."""

from collections.abc import Iterator
from typing import ClassVar, Literal, assert_never

from bot.domain import events as e
from bot.domain.notices.cards import ITEM
from bot.domain.notices.notification import Manner, Notification, Transition
from bot.domain.state.release import Release


class Obstacle(Notification):
    """An item was blocked. In the card's thread (`person` ""), and to each lead."""

    manner: ClassVar = Manner(goes="thread", key="", shows=(ITEM,), calls=False)

    kind: Literal["obstacle"] = "obstacle"
    person: str
    item: str

    def thread(self, release: Release) -> int:
        return release.item(self.item).phase


class WhyBlocked(Notification):
    """Somebody blocked an item by emoji: they are asked for the reason."""

    manner: ClassVar = Manner(goes="person", key="", shows=(ITEM,), calls=True, own=True)

    kind: Literal["why_blocked"] = "why_blocked"
    person: str
    item: str


class OverrideTold(Notification):
    """A check was waived, or the waiver withdrawn: in the thread of the phase's card."""

    manner: ClassVar = Manner(goes="thread", key="", shows=None, calls=False)

    kind: Literal["override"] = "override"
    item: str

    def thread(self, release: Release) -> int:
        return min(release.item(self.item).phase, release.phase)


BlockingNotice = Obstacle | WhyBlocked | OverrideTold


def of_blocking(event: e.BlockingEvent, step: Transition) -> Iterator[BlockingNotice]:
    match event:
        case e.Blocked():
            yield Obstacle(person="", item=event.item)
            yield from (Obstacle(person=lead, item=event.item) for lead in step.after.leads if lead != event.by)
            if not event.reason:
                yield WhyBlocked(person=event.by, item=event.item)
        case e.Waived() | e.WaiverWithdrawn():
            yield OverrideTold(item=event.item)
        case e.Unblocked():
            pass  # the card shows it, and for whom it opens something is told merged
        case _:
            assert_never(event)
