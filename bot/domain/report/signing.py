"""Every signature that was ever given, in order, with what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.domain import events as e
from bot.domain.report.chronicle import Chronicle
from bot.domain.state.release import Release

End = Literal["withdrawn", "reopened", "rolled-back", "outdated", "gate-lost", "sent-back"]


@dataclass(frozen=True, slots=True)
class Ending:
    """Why a signature no longer counts. `words`: a person's reason, the content that changed, or the rollback."""

    why: End
    person: str
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """`person` signed in `role`; for `instead_of` where they stood in. `ended` is None while it counts."""

    item: str
    person: str
    role: str
    instead_of: str
    via: e.Via
    at: datetime
    note: str
    ended: Ending | None = None


def signatures(told: Chronicle) -> tuple[Given, ...]:
    given: list[Given] = []
    for event in told.history:
        if isinstance(event, e.Signed):
            given.append(Given(event.item, event.by, event.role, event.instead_of, event.via, event.at, event.note))
        for item, person, role, ending in _endings(told.release, event):
            given = [
                replace(each, ended=ending) if each.ended is None and _concerned(each, item, person, role) else each
                for each in given
            ]
    return tuple(given)


def _concerned(given: Given, item: str, person: str, role: str) -> bool:
    return given.item == item and (not person or (given.person, given.role) == (person, role))


def _endings(release: Release, event: e.Event) -> Iterator[tuple[str, str, str, Ending]]:
    """The items whose signatures end, with the one person and role if it is theirs alone."""
    match event:
        case e.Withdrawn():
            yield event.item, event.person, event.role, Ending("withdrawn", event.by, event.at, event.reason)
        case e.Reopened():
            because = release.layout.items.get(event.because)
            why: End = "rolled-back" if because and because.rollback else "reopened"
            words = because.rollback if because and because.rollback else event.because
            yield event.item, "", "", Ending(why, event.by, event.at, words)
        case e.Outdated():
            yield event.item, "", "", Ending("outdated", event.by, event.at, event.content)
        case e.GateLost():
            yield event.item, "", "", Ending("gate-lost", event.by, event.at)
        case e.SentBack():
            for item in (*event.reviewed, event.item):
                yield item, "", "", Ending("sent-back", event.by, event.at, event.reason)
        case _:
            return
