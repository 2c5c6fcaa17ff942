"""Who must be told about the deployment meeting (3a)."""

from collections.abc import Iterator
from typing import ClassVar, Literal, assert_never

from bot.domain import events as e
from bot.domain.notices.going_live import PACKET
from bot.domain.notices.notification import Manner, Notification, Transition, whole
from bot.domain.reading.meetings import is_too_late
from bot.domain.reading.staffing import addressed
from bot.domain.state.release import Release


def _council(release: Release) -> tuple[object, ...]:
    waived = tuple(key for key, record in release.records.items() if record.waiver)
    return release.meeting, release.bugs, waived


MEETING = whole(_council)
"""What the meeting, its agenda and its minutes show, besides what every system needs before it goes live."""


class Gathering(Notification):
    """The meeting, in the channel: posted when it is called, kept true afterwards (who comes, moved, cancelled)."""

    manner: ClassVar = Manner(goes="channel", key="meeting", shows=(MEETING, PACKET), calls=False)

    kind: Literal["gathering"] = "gathering"


class Invitation(Notification):
    """A person is invited, or asked anew because the meeting was moved (`sequence`)."""

    manner: ClassVar = Manner(goes="person", key="", shows=(MEETING, PACKET), calls=False)

    kind: Literal["invitation"] = "invitation"
    person: str
    sequence: int


class MeetingTooLate(Notification):
    """Go-live was moved before the meeting: whoever called it is asked to move it, too."""

    manner: ClassVar = Manner(goes="person", key="", shows=(MEETING,), calls=False)

    kind: Literal["meeting_too_late"] = "meeting_too_late"
    person: str


MeetingNotice = Gathering | Invitation | MeetingTooLate


def of_meetings(event: e.MeetingEvent, step: Transition) -> Iterator[MeetingNotice]:
    meeting = step.after.meeting
    if meeting is None:
        return
    yield Gathering()
    match event:
        case e.MeetingCalled() | e.MeetingMoved():
            for person in meeting.invited:
                yield Invitation(person=person, sequence=meeting.sequence)
        case e.InvitedToo():
            for person in event.people:
                yield Invitation(person=person, sequence=meeting.sequence)
        case e.Uninvited() | e.MeetingCancelled() | e.AttendanceAnswered() | e.MeetingClosed():
            pass  # its post and the invitations show it, and a mail tells of it
        case _:
            assert_never(event)


def overtaken(step: Transition) -> Iterator[MeetingTooLate]:
    """By go-live, which was moved before it."""
    meeting = step.after.meeting
    if meeting and is_too_late(step.after) and not is_too_late(step.before):
        for person in addressed(step.after, (meeting.caller,)) or step.after.leads:
            yield MeetingTooLate(person=person)
