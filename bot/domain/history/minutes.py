"""What happens to the minutes, and the items that their actions become."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
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


def evolve(release: Release, event: e.MinutesEvent) -> Release:
    if release.meeting is None:
        raise ValueError(f"{type(event).__name__} without a meeting")
    written = _written(release.meeting, event)
    after = replace(release, meeting=written)
    match event:
        case e.MinutesPosted():
            after = replace(after, meeting=replace(written, discussed=agenda(after)))
        case e.MinuteTaken(item=item) if item:
            after = with_actions(after, {event.number: item}, event.at)
        case _:
            pass
    return held(after, event.at)


def _written(meeting: Meeting, event: e.MinutesEvent) -> Meeting:
    """The meeting after one more event of its minutes."""
    match event:
        case e.MinuteTaken():
            minute = Minute(
                event.number, event.taken, event.text, event.owner, event.due, event.by, event.at, item=event.item
            )
            return replace(meeting, minutes=(*meeting.minutes, minute))
        case e.MinuteStruck():
            kept = (replace(m, struck=event.reason) if m.number == event.number else m for m in meeting.minutes)
            return replace(meeting, minutes=tuple(kept))
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


def held(release: Release, at: datetime) -> Release:
    """The steps that call the meeting, hold it and mail its minutes stand by what has become of it."""
    return restand(release, (key for key, item in release.layout.items.items() if item.step.meeting), at)


def with_actions(release: Release, actions: Mapping[int, str], at: datetime) -> Release:
    """These actions of the minutes (number -> item) have become items."""
    taken = release.meeting.minutes if release.meeting else ()
    items = tuple(_action(release, minute, actions[minute.number]) for minute in taken if minute.number in actions)
    if not items:
        return release
    unsettled = list(release.unsettled)
    for item in items:
        unsettled[item.phase] += 1
    opened = replace(
        release,
        layout=with_items(release.plan, release.layout, items),
        records={**release.records, **{item.id: Record(since=at) for item in items}},
        unsettled=tuple(unsettled),
    )
    return restand(opened, opened.layout.items, at)


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
    return (role for role in release.plan.roles if person in release.named(role, None))


def _phase_at(release: Release, minute: Minute) -> int:
    """The last phase that has something due before the action is, and never one that is over."""
    begun = [release.phase]
    for number, keys in enumerate(release.layout.phases):
        dues = [due for key in keys if (due := release.due(key))]
        if minute.due and dues and min(dues) <= minute.due:
            begun.append(number)
    return max(begun)
