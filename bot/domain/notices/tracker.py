"""The bug tracker cannot be asked."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar, Literal, assert_never

from bot.domain import events as e
from bot.domain.notices.notification import Manner, Notification, Transition, whole

TRACKER = whole(lambda release: release.tracking)


class TrackerSilent(Notification):
    """The bug tracker cannot be asked, so gates stay shut: a lead is told, and in the same message when it answers."""

    manner: ClassVar = Manner(goes="person", key="", shows=(TRACKER,), calls=False)

    kind: Literal["tracker_silent"] = "tracker_silent"
    person: str
    since: datetime


TrackerNotice = TrackerSilent


def of_tracker(event: e.TrackerEvent, step: Transition) -> Iterator[TrackerSilent]:
    match event:
        case e.TrackerLost():
            if step.before.tracking.lost is None:
                yield from (TrackerSilent(person=lead, since=event.at) for lead in step.after.leads)
        case e.TrackerAnswered():
            pass  # what was told of its silence shows it
        case _:
            assert_never(event)
