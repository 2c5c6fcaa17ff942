"""What a meeting does to a release: its state, and the items its actions become."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain import events as e
from bot.domain.history.items import restand
from bot.domain.layout import Item, with_items
from bot.domain.meetings import MeetingEvent, Minute, met
from bot.domain.minutes import agenda
from bot.domain.plan import Text
from bot.domain.release import Record, Release
from bot.domain.steps import Slot, Step


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
