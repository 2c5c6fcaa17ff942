"""What happens to the deployment meeting and its minutes; and the items its actions become."""

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from bot.domain import events as e
from bot.domain.history.standing import restand
from bot.domain.plan import Text
from bot.domain.plan.layout import Item, with_items
from bot.domain.plan.steps import Slot, Step
from bot.domain.reading.minutes import agenda
from bot.domain.state.meetings import Meeting
from bot.domain.state.minutes import Minute
from bot.domain.state.release import Release
from bot.domain.state.signing import Record

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


def gathered(release: Release, event: MeetingEvent) -> Release:
    after = replace(release, meeting=met(release.meeting, event))
    if isinstance(event, e.MinutesPosted) and after.meeting:
        after = replace(after, meeting=replace(after.meeting, discussed=agenda(after)))
    items = _opened(event)
    if items and after.meeting:
        taken = [minute for minute in after.meeting.minutes if minute.number in items]
        after = _with_actions(after, tuple(_action(after, minute, items[minute.number]) for minute in taken), event)
    held = (key for key, item in after.layout.items.items() if item.step.meeting)
    return restand(after, held, event.at)


def _opened(event: MeetingEvent) -> dict[int, str]:
    """The actions that become items with this event: their number and the item."""
    match event:
        case e.MeetingClosed():
            return dict(event.actions)
        case e.MinuteTaken(item=item) if item:
            return {event.number: item}
        case _:
            return {}


def _with_actions(release: Release, items: tuple[Item, ...], event: MeetingEvent) -> Release:
    unsettled = list(release.unsettled)
    for item in items:
        unsettled[item.phase] += 1
    opened = replace(
        release,
        layout=with_items(release.plan, release.layout, items),
        records={**release.records, **{item.id: Record(since=event.at) for item in items}},
        unsettled=tuple(unsettled),
    )
    return restand(opened, opened.layout.items, event.at)


def _action(release: Release, minute: Minute, key: str) -> Item:
    """Its owner signs it, in a role they hold; it belongs to the phase that is under way when it is due."""
    role = next(_roles_of(release, minute.owner), release.plan.lead)
    words = Text(zh=minute.text, en=minute.text)
    step = Step(id=key, title=words, by=(Slot(role=role),))
    return Item(
        key, step, None, _phase_at(release, minute), (), (Slot(role=role),), held={role: (minute.owner,)},
        due=minute.due,
    )  # fmt: skip


def _roles_of(release: Release, person: str) -> Iterator[str]:
    return (role for role in release.plan.roles if person in release.holders(role, None))


def _phase_at(release: Release, minute: Minute) -> int:
    """The last phase that has something due before the action is, and never one that is over."""
    begun = [release.phase]
    for number, keys in enumerate(release.layout.phases):
        dues = [due for key in keys if (due := release.due(key))]
        if minute.due and dues and min(dues) <= minute.due:
            begun.append(number)
    return max(begun)


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
