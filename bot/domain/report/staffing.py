"""Who: the people, the roles they hold at the end, for which systems, and who stood in for whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from bot.domain import events as e
from bot.domain.report.chronicle import Chronicle
from bot.domain.state.release import Release


@dataclass(frozen=True, slots=True)
class Holding:
    """`system` is None for a role that is not held system by system."""

    role: str
    system: str | None
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """`ended`: when it was over before its time."""

    person: str
    instead_of: str
    since: datetime
    until: datetime | None
    ended: datetime | None
    by: str


@dataclass(frozen=True, slots=True)
class Reassignment:
    """A role was given to other people while the release ran."""

    role: str
    system: str | None
    people: tuple[str, ...]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Staff:
    holdings: tuple[Holding, ...]
    covers: tuple[Cover, ...]
    changes: tuple[Reassignment, ...]


def staff(told: Chronicle) -> Staff:
    changes = tuple(
        Reassignment(event.role, event.system or None, event.people, event.by, event.at)
        for event in told.history
        if isinstance(event, e.Assigned)
    )
    return Staff(tuple(_holdings(told.release)), tuple(_covers(told)), changes)


def _holdings(release: Release) -> Iterator[Holding]:
    for key, role in release.plan.roles.items():
        for system in release.plan.systems if role.per == "system" else (None,):
            if people := release.holders(key, system):
                yield Holding(key, system, people)


def _covers(told: Chronicle) -> Iterator[Cover]:
    for number, event in enumerate(told.history):
        if isinstance(event, e.StandInNamed):
            over = (
                later.at
                for later in islice(told.history, number + 1, None)
                if isinstance(later, e.StandInNamed | e.StandInEnded)
                and (later.person, later.instead_of) == (event.person, event.instead_of)
            )
            yield Cover(event.person, event.instead_of, event.since, event.until, next(over, None), event.by)
