"""The release as a whole took a turn."""

from collections.abc import Iterator
from typing import ClassVar, Literal, assert_never

from bot.domain import events as e
from bot.domain.notices.bugs import LeftOver
from bot.domain.notices.meetings import MeetingTooLate, overtaken
from bot.domain.notices.notification import Manner, Notification, Transition
from bot.domain.notices.staffing import Unlinked
from bot.domain.state.release import Release


class CourseTurn(Notification):
    """The release as a whole took a turn: in the channel."""

    manner: ClassVar = Manner(goes="channel", key="", shows=None, calls=False, anchors=True)

    kind: Literal["turn"] = "turn"
    turn: Literal["paused", "resumed", "aborted", "rescheduled", "finished"]
    reason: str = ""
    by: str = ""


CourseNotice = CourseTurn


def of_course(event: e.CourseEvent, step: Transition) -> Iterator[CourseTurn | Unlinked | LeftOver | MeetingTooLate]:
    match event:
        case e.Started():
            yield from _opened(step.after)
        case e.Paused():
            yield CourseTurn(turn="paused", reason=event.reason, by=event.by)
        case e.Resumed():
            yield CourseTurn(turn="resumed", by=event.by)
        case e.Aborted():
            yield CourseTurn(turn="aborted", reason=event.reason, by=event.by)
        case e.Rescheduled():
            yield CourseTurn(turn="rescheduled", reason=event.reason, by=event.by)
            yield from overtaken(step)
        case e.Finished():
            yield CourseTurn(turn="finished", by=event.by)
        case _:
            assert_never(event)


def _opened(release: Release) -> Iterator[Unlinked | LeftOver]:
    """What the leads of a new release have to see to first."""
    missing = tuple(person for person in release.plan.people if person not in release.links)
    if missing:
        yield from (Unlinked(person=lead, people=missing) for lead in release.leads)
    if release.left_over:
        yield from (LeftOver(person=lead) for lead in release.leads)
