"""What happens to the deployment meeting; its actions become items when it is closed (`minutes`)."""

from collections.abc import Collection
from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.history.minutes import held, with_actions
from bot.domain.state.meetings import Meeting
from bot.domain.state.release import Release


def evolve(release: Release, event: e.MeetingEvent) -> Release:
    after = replace(release, meeting=_met(release.meeting, event))
    if isinstance(event, e.MeetingClosed):
        after = with_actions(after, dict(event.actions), event.at)
    return held(after, event.at)


def _met(meeting: Meeting | None, event: e.MeetingEvent) -> Meeting:
    """The meeting after one more event. A call after a cancelled one begins anew, with its next sequence."""
    if isinstance(event, e.MeetingCalled):
        sequence = meeting.sequence + 1 if meeting else 0
        return Meeting(event.meeting_at, event.until, event.place, event.by, event.invited, sequence)
    if meeting is None:
        raise ValueError(f"{type(event).__name__} without a meeting")
    match event:
        case e.MeetingMoved():
            return replace(
                meeting,
                at=event.meeting_at,
                until=event.until,
                place=event.place,
                invited=event.invited,
                sequence=meeting.sequence + 1,
                answers={},
                marks={},
            )
        case e.InvitedToo():
            return replace(meeting, invited=(*meeting.invited, *event.people))
        case e.Uninvited():
            return _without(meeting, event.people)
        case e.MeetingCancelled():
            return replace(meeting, state="cancelled", reason=event.reason, sequence=meeting.sequence + 1)
        case e.AttendanceAnswered():
            return _answered(meeting, event)
        case e.MeetingClosed():
            items = dict(event.actions)
            kept = (replace(m, item=items.get(m.number, m.item)) for m in meeting.minutes)
            return replace(meeting, state="closed", minutes=tuple(kept))
        case _:
            assert_never(event)


def _without(meeting: Meeting, people: Collection[str]) -> Meeting:
    return replace(
        meeting,
        invited=tuple(person for person in meeting.invited if person not in people),
        answers={person: coming for person, coming in meeting.answers.items() if person not in people},
        marks={person: message for person, message in meeting.marks.items() if person not in people},
    )


def _answered(meeting: Meeting, event: e.AttendanceAnswered) -> Meeting:
    answers = {person: coming for person, coming in meeting.answers.items() if person != event.by}
    marks = {person: message for person, message in meeting.marks.items() if person != event.by}
    if event.coming is not None or event.tentative:
        answers[event.by], marks[event.by] = event.coming, event.message
    return replace(meeting, answers=answers, marks=marks)
