"""Who now holds a role, and which roles are empty."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar, Literal, assert_never

from bot.domain import events as e
from bot.domain.notices.bugs import BugTurn, handed_over
from bot.domain.notices.cards import ITEMS
from bot.domain.notices.notification import Manner, Notification, Transition
from bot.domain.reading.accounts import Hindrance
from bot.domain.reading.standing import empty_roles
from bot.domain.state.release import Release


class Vacancy(Notification):
    """Items that nobody can sign because a role is empty: a lead is asked to name someone."""

    manner: ClassVar = Manner(goes="person", key="", shows=(ITEMS,), calls=True)

    kind: Literal["vacancy"] = "vacancy"
    person: str
    items: tuple[str, ...]


class Appointed(Notification):
    """A person now holds a role, or stands in for somebody."""

    manner: ClassVar = Manner(goes="person", key="", shows=None, calls=False)

    kind: Literal["named"] = "named"
    person: str
    role: str = ""
    system: str = ""
    instead_of: str = ""
    until: datetime | None = None


class Unlinked(Notification):
    """People of the plan for whom no Slack account is known: a lead is asked to link them."""

    manner: ClassVar = Manner(goes="person", key="", shows=(), calls=False)

    kind: Literal["unlinked"] = "unlinked"
    person: str
    people: tuple[str, ...]


class MayNotAct(Notification):
    """Somebody of the plan has an account that may not act: a lead is told, and nobody is linked to it."""

    manner: ClassVar = Manner(goes="person", key="may-not-act:{person}:{who}", shows=None, calls=False)

    kind: Literal["may_not_act"] = "may_not_act"
    person: str
    who: str
    why: Hindrance


StaffingNotice = Vacancy | Appointed | Unlinked | MayNotAct


def of_staffing(event: e.StaffingEvent, step: Transition) -> Iterator[Appointed | BugTurn]:
    match event:
        case e.Assigned():
            held = step.before.holders(event.role, event.system or None)
            fresh = (person for person in event.people if person not in (event.by, *held))
            yield from (Appointed(person=person, role=event.role, system=event.system) for person in fresh)
            yield from handed_over(event, step)
        case e.StandInBegan():
            term = (event.person, event.instead_of, event.since)
            until = next((s.until for s in step.after.stand_ins if (s.person, s.instead_of, s.since) == term), None)
            yield Appointed(person=event.person, instead_of=event.instead_of, until=until)
            yield from handed_over(event, step)
        case e.StandInNamed() | e.StandInEnded() | e.Linked():
            pass  # nobody must act on it
        case _:
            assert_never(event)


def vacancies(before: Release | None, after: Release) -> Iterator[Vacancy]:
    known = before.records if before else {}
    fresh = tuple(
        key
        for key in after.layout.items
        if _vacant(after, key) and not (before and key in known and _vacant(before, key))
    )
    if fresh:
        yield from (Vacancy(person=lead, items=fresh) for lead in after.leads)


def _vacant(release: Release, key: str) -> bool:
    record = release.records[key]
    return record.standing == "blocked" and record.block is None and bool(empty_roles(release, release.item(key)))
