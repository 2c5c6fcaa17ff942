"""Going live as a release knows it: runs, what ran before, problems and rollbacks (3b-2 … 3b-5)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Run:
    """An order to a deployment platform and what became of it. `doubt`: why nobody can tell, while that is so."""

    id: str
    item: str
    platform: str
    branch: str
    commit: str
    person: str
    user: str
    at: datetime
    reference: str = ""
    url: str = ""
    state: Literal["ordered", "started", "succeeded", "failed"] = "ordered"
    failed: str = ""
    digest: str = ""
    doubt: str = ""
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Previous:
    """What a system ran before; `nothing`: it was not there."""

    branch: str
    commit: str
    nothing: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Something is wrong in a live environment (`trouble`) and may take until then; the lead was `asked` last.

    `extended`: when the lead gave it the time it has, None while it is the plan's.
    """

    since: datetime
    until: datetime
    asked: datetime | None = None
    extended: datetime | None = None

    @property
    def half(self) -> datetime:
        """When half of its time is over."""
        given = self.extended or self.since
        return given + (self.until - given) / 2


@dataclass(frozen=True, slots=True)
class Rollback:
    """`items`: its checklist, in order, with the system each one takes back."""

    id: str
    environment: str
    reason: str
    person: str
    at: datetime
    items: tuple[tuple[str, str], ...]


def taken_back(systems: Sequence[str], needs: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """The systems in the order in which they are taken back: each before what it rests on (S3).

    `systems` in the order in which they are deployed; `needs`: what each depends on.
    """
    left = list(systems)
    while left:
        last = next(one for one in reversed(left) if not any(one in needs[other] for other in left if other != one))
        left.remove(last)
        yield last
