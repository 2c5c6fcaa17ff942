"""Hotfixes beside the release."""

from collections.abc import Iterator
from typing import ClassVar, Literal, assert_never

from bot.domain import events as e
from bot.domain.notices.notification import Manner, Notification, Transition, each
from bot.domain.reading.hotfixes import doubts, who_knows
from bot.domain.state.hotfixes import Hotfix
from bot.domain.state.release import Release
from bot.domain.state.signing import Record


def _checklist(release: Release, fix: Hotfix) -> Iterator[Record]:
    return (release.records[key] for key in fix.items)


HOTFIX = each(
    "hotfix", lambda release: {key: (fix, *_checklist(release, fix)) for key, fix in release.hotfixes.items()}
)
"""A hotfix, and how its checklist stands."""


class HotfixCrossing(Notification):
    """A hotfix was opened beside the release: a lead is asked to pause, carry on or abandon it."""

    manner: ClassVar = Manner(goes="person", key="", shows=(HOTFIX,), calls=False)

    kind: Literal["crossing"] = "crossing"
    person: str
    hotfix: str


class HotfixDoubted(Notification):
    """Another commit replaces a hotfix, or is about to: whoever brought it is asked whether it holds it."""

    manner: ClassVar = Manner(goes="person", key="", shows=(HOTFIX,), calls=True)

    kind: Literal["hotfix_doubted"] = "hotfix_doubted"
    person: str
    hotfix: str
    commit: str


HotfixNotice = HotfixCrossing | HotfixDoubted


def of_hotfixes(event: e.HotfixEvent, step: Transition) -> Iterator[HotfixNotice]:
    match event:
        case e.HotfixOpened():
            yield from (HotfixCrossing(person=lead, hotfix=event.hotfix) for lead in step.after.leads)
        case e.HotfixCarriedOn() | e.HotfixAbandoned() | e.HotfixCompared():
            pass  # the card shows it
        case _:
            assert_never(event)


def doubted(before: Release | None, after: Release) -> Iterator[HotfixDoubted]:
    """Whatever brought the doubt about: code submitted, a hotfix fixed, something deployed."""
    known = doubts(before) if before else ()
    for hotfix, commit in doubts(after):
        if (hotfix, commit) not in known:
            for person in who_knows(after, after.hotfixes[hotfix], commit):
                yield HotfixDoubted(person=person, hotfix=hotfix, commit=commit)
