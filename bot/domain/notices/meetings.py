"""Who must be told about the deployment meeting and its minutes (3a)."""

from collections.abc import Iterator

from bot.domain import events as e
from bot.domain.notices import kinds as n
from bot.domain.release import Release


def of_meeting(event: e.MeetingEvent, after: Release) -> Iterator[n.Notice]:  # noqa: C901 - a flat table
    meeting = after.meeting
    if meeting is None:
        return
    match event:
        case e.MeetingCalled() | e.MeetingMoved():
            yield n.Gathering()
            for person in meeting.invited:
                yield n.Invitation(person=person, sequence=meeting.sequence)
        case e.InvitedToo():
            yield n.Gathering()
            for person in event.people:
                yield n.Invitation(person=person, sequence=meeting.sequence)
        case e.MeetingCancelled() | e.AttendanceAnswered() | e.MeetingClosed():
            yield n.Gathering()
        case e.MinutesPosted():
            yield n.MinutesPost(late=event.late)
            if meeting.state == "closed":
                yield from _to_read(after)
        case e.MinutesObjected():
            if meeting.caller != event.by:
                yield n.Objection(person=meeting.caller, by=event.by, version=event.version)
        case e.MinutesSettled():
            yield n.MinutesPost()
        case e.MinuteTaken() | e.MinuteStruck() | e.MinutesAgreed():
            pass  # the minutes show it


def _to_read(after: Release) -> Iterator[n.MinutesToRead]:
    meeting = after.meeting
    if meeting is not None:
        for person in meeting.there:
            yield n.MinutesToRead(person=person, version=meeting.version)
