"""Who is asked to sign, and whose signatures ended."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import ClassVar, Literal

from bot.domain import events as e
from bot.domain.notices.cards import ITEM, ITEMS, changed_items
from bot.domain.notices.notification import Manner, Notification, Transition
from bot.domain.reading.going_live import developers
from bot.domain.reading.standing import asked_to_sign
from bot.domain.state.release import Release


class Prompt(Notification):
    """These items have opened for this person."""

    manner: ClassVar = Manner(goes="person", key="", shows=(ITEMS,), calls=True, own=True)

    kind: Literal["prompt"] = "prompt"
    person: str
    items: tuple[str, ...]


class Voided(Notification):
    """A person's signatures no longer count, because what they rested on was withdrawn."""

    manner: ClassVar = Manner(goes="person", key="", shows=None, calls=False, own=True)

    kind: Literal["voided"] = "voided"
    person: str
    items: tuple[str, ...]
    because: str


class TestFailed(Notification):
    """A test has failed. In the card's thread (`person` ""), to who develops what was tested, and to each lead."""

    manner: ClassVar = Manner(goes="thread", key="", shows=(ITEM,), calls=False)

    kind: Literal["test_failed"] = "test_failed"
    person: str
    item: str

    def thread(self, release: Release) -> int:
        return release.item(self.item).phase


SigningNotice = Prompt | Voided | TestFailed


def of_failure(event: e.ResultFailed, step: Transition) -> Iterator[TestFailed]:
    people = (*developers(step.after, event.item), *step.after.leads)
    for person in dict.fromkeys(("", *people)):
        if person != event.by:
            yield TestFailed(person=person, item=event.item)


def prompts(
    before: Release | None, after: Release, now: datetime, elsewhere: Collection[tuple[str, str]]
) -> Iterator[Prompt]:
    """What opened for whom. Whom another message asks for it (`elsewhere`: person, item), that one tells it."""
    resumed = before is not None and after.state == "running" and before.before_pause
    asked = before and _with_stand_ins_told(resumed or before)
    after = _with_stand_ins_told(after)
    staffed = asked is None or _staffing(asked) != _staffing(after)
    candidates = after.records if staffed else changed_items(asked, after)
    moved = {who for who, user in after.links.items() if before and before.links.get(who, user) != user}
    opened: dict[str, list[str]] = {}
    for key in (key for key in after.layout.items if key in candidates):
        item = after.item(key)
        known = before if item.hotfix or item.rollback else asked  # a pause has not kept them from being asked
        already = set(asked_to_sign(known, key, now) if known and key in known.records else ()) - moved
        for person in asked_to_sign(after, key, now):
            if person not in already and (person, key) not in elsewhere:
                opened.setdefault(person, []).append(key)
    yield from (Prompt(person=person, items=tuple(items)) for person, items in opened.items())


def _staffing(release: Release) -> tuple[object, ...]:
    return release.assigned, release.stand_ins, release.hindered, release.links


def _with_stand_ins_told(release: Release) -> Release:
    """The release with those stand-ins alone whose beginning has been recorded: only they have been prompted."""
    told = release.standing_in
    return release if told == release.stand_ins else replace(release, stand_ins=told)


def voided(before: Release, happened: Iterable[e.Event]) -> Iterator[Voided]:
    """Whose signatures ended through this step, other than the person who took theirs back."""
    lost: dict[tuple[str, str], dict[str, None]] = {}
    for event in happened:
        if isinstance(event, e.Withdrawn) and event.person != event.by:
            lost.setdefault((event.person, event.item), {})[event.item] = None
        if isinstance(event, e.Reopened):
            for signature in before.records[event.item].signatures:
                if signature.person != event.by:
                    lost.setdefault((signature.person, event.because), {})[event.item] = None
    for (person, because), items in lost.items():
        yield Voided(person=person, items=tuple(items), because=because)
