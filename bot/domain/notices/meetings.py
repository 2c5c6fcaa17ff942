"""Who must be told about the deployment meeting and its minutes (3a)."""

from collections.abc import Iterator
from typing import Literal

from bot.domain import events as e
from bot.domain.notices import minutes
from bot.domain.notices.notification import Notification
from bot.domain.state.release import Release


class Gathering(Notification):
    """The meeting, in the channel: posted when it is called, kept true afterwards (who comes, moved, cancelled)."""

    kind: Literal["gathering"] = "gathering"


class Invitation(Notification):
    """A person is invited, or asked anew because the meeting was moved (`sequence`)."""

    kind: Literal["invitation"] = "invitation"
    person: str
    sequence: int


def of_meeting(  # noqa: C901 - a flat table
    event: e.MeetingEvent | e.MinutesEvent, after: Release
) -> Iterator[Gathering | Invitation | minutes.MinutesPost | minutes.MinutesToRead | minutes.Objection]:
    meeting = after.meeting
    if meeting is None:
        return
    match event:
        case e.MeetingCalled() | e.MeetingMoved():
            yield Gathering()
            for person in meeting.invited:
                yield Invitation(person=person, sequence=meeting.sequence)
        case e.InvitedToo():
            yield Gathering()
            for person in event.people:
                yield Invitation(person=person, sequence=meeting.sequence)
        case e.MeetingCancelled() | e.AttendanceAnswered() | e.MeetingClosed():
            yield Gathering()
        case e.MinutesPosted():
            yield minutes.MinutesPost(late=event.late)
            if meeting.state == "closed":
                yield from _to_read(after)
        case e.MinutesObjected():
            if meeting.caller != event.by:
                yield minutes.Objection(person=meeting.caller, by=event.by, version=event.version)
        case e.MinutesSettled():
            yield minutes.MinutesPost()
        case e.MinuteTaken() | e.MinuteStruck() | e.MinutesAgreed():
            pass  # the minutes show it


def _to_read(after: Release) -> Iterator[minutes.MinutesToRead]:
    meeting = after.meeting
    if meeting is not None:
        for person in meeting.there:
            yield minutes.MinutesToRead(person=person, version=meeting.version)
