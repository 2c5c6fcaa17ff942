"""The deployment meeting as a release knows it, and how each event changes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal, assert_never

from bot.domain.events import meetings as e

if TYPE_CHECKING:
    from bot.domain.minutes import Agenda


@dataclass(frozen=True, slots=True)
class Minute:
    """One line of the minutes; `struck` says why it no longer counts. `item`: what an action became."""

    number: int
    taken: e.Taken
    text: str
    owner: str
    due: datetime | None
    person: str
    at: datetime
    struck: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """`sequence`: how often it was moved (iCalendar's SEQUENCE). `answers`: person -> whether they come, None: perhaps.

    `version` of the minutes, 0 before they are posted; `agreed` and `objections` are of that version, and so is what
    was `discussed`: what the release learns later is not in minutes that somebody has agreed to.
    """

    at: datetime
    until: datetime
    place: str
    caller: str
    invited: tuple[str, ...]
    sequence: int = 0
    state: Literal["called", "closed", "cancelled"] = "called"
    reason: str = ""
    answers: Mapping[str, bool | None] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)  # person -> the message whose emoji answered
    minutes: tuple[Minute, ...] = ()
    version: int = 0
    posted_at: datetime | None = None
    discussed: "Agenda | None" = None
    agreed: frozenset[str] = frozenset()
    objections: Mapping[str, str] = field(default_factory=dict)
    settled_at: datetime | None = None

    @property
    def there(self) -> tuple[str, ...]:
        return tuple(person for person, coming in self.answers.items() if coming)

    @property
    def absent(self) -> tuple[str, ...]:
        return tuple(person for person, coming in self.answers.items() if coming is False)

    @property
    def unsure(self) -> tuple[str, ...]:
        return tuple(person for person, coming in self.answers.items() if coming is None)

    @property
    def silent(self) -> tuple[str, ...]:
        return tuple(person for person in self.invited if person not in self.answers)

    @property
    def standing_minutes(self) -> tuple[Minute, ...]:
        return tuple(minute for minute in self.minutes if not minute.struck)


MeetingEvent = (
    e.MeetingCalled
    | e.MeetingMoved
    | e.InvitedToo
    | e.MeetingCancelled
    | e.AttendanceAnswered
    | e.MinuteTaken
    | e.MinuteStruck
    | e.MeetingClosed
    | e.MinutesPosted
    | e.MinutesAgreed
    | e.MinutesObjected
    | e.MinutesSettled
)


def met(meeting: Meeting | None, event: MeetingEvent) -> Meeting:  # noqa: C901, PLR0911, PLR0912 - one flat table
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
        case e.MeetingCancelled():
            return replace(meeting, state="cancelled", reason=event.reason, sequence=meeting.sequence + 1)
        case e.AttendanceAnswered():
            return _answered(meeting, event)
        case e.MinuteTaken():
            minute = Minute(
                event.number, event.taken, event.text, event.owner, event.due, event.by, event.at, item=event.item
            )
            return replace(meeting, minutes=(*meeting.minutes, minute))
        case e.MinuteStruck():
            kept = (replace(m, struck=event.reason) if m.number == event.number else m for m in meeting.minutes)
            return replace(meeting, minutes=tuple(kept))
        case e.MeetingClosed():
            items = dict(event.actions)
            kept = (replace(m, item=items.get(m.number, m.item)) for m in meeting.minutes)
            return replace(meeting, state="closed", minutes=tuple(kept))
        case e.MinutesPosted():
            return replace(
                meeting, version=event.version, posted_at=event.at, agreed=frozenset(), objections={}, settled_at=None
            )
        case e.MinutesAgreed():
            left = {who: why for who, why in meeting.objections.items() if who != event.by}
            return replace(meeting, agreed=meeting.agreed | {event.by}, objections=left)
        case e.MinutesObjected():
            objections = {**meeting.objections, event.by: event.reason}
            return replace(meeting, agreed=meeting.agreed - {event.by}, objections=objections)
        case e.MinutesSettled():
            return replace(meeting, settled_at=event.at)
        case _:
            assert_never(event)


def _answered(meeting: Meeting, event: e.AttendanceAnswered) -> Meeting:
    answers = {person: coming for person, coming in meeting.answers.items() if person != event.by}
    marks = {person: message for person, message in meeting.marks.items() if person != event.by}
    if event.coming is not None or event.tentative:
        answers[event.by], marks[event.by] = event.coming, event.message
    return replace(meeting, answers=answers, marks=marks)
