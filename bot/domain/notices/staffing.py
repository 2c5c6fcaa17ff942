"""Who now holds a role, and which roles are empty."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from bot.domain.notices.notification import Notification
from bot.domain.reading.standing import empty_roles
from bot.domain.state.release import Release


class Vacancy(Notification):
    """Items that nobody can sign because a role is empty: a lead is asked to name someone."""

    kind: Literal["vacancy"] = "vacancy"
    person: str
    items: tuple[str, ...]


class Named(Notification):
    """A person now holds a role, or stands in for somebody."""

    kind: Literal["named"] = "named"
    person: str
    role: str = ""
    system: str = ""
    instead_of: str = ""
    until: datetime | None = None


class Unlinked(Notification):
    """People of the plan for whom no Slack account is known: a lead is asked to link them."""

    kind: Literal["unlinked"] = "unlinked"
    person: str
    people: tuple[str, ...]


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
