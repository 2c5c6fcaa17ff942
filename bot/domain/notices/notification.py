"""What every notice is: strict, frozen, read back from the outbox by its `kind`, and told as its class says."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.domain.state.release import Release


@dataclass(frozen=True, slots=True)
class Transition:
    """What one step made of a release. The step that starts it has nothing before."""

    before: Release
    after: Release
    now: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """Something of a release that messages show. Their `field` says which, "" where a release has but one.

    `moved`: of which of them a step makes another picture.
    """

    field: str
    moved: Callable[[Release, Release], Collection[str]]


def each(field: str, known: Callable[[Release], Mapping[str, object]]) -> Shown:
    """One of several, by its id."""

    def moved(before: Release, after: Release) -> Collection[str]:
        old = known(before)
        return {key for key, shown in known(after).items() if key not in old or old[key] != shown}

    return Shown(field, moved)


def whole(shown: Callable[[Release], object]) -> Shown:
    """What a release has but one of."""
    return each("", lambda release: {"": shown(release)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """In which manner a notice is told.

    `goes`: where; one that names a `person` goes to them, and one for a person goes nowhere else.
    `key`: under which, with its fields, it is one message for life, edited when it is told again; "" where each is told
    anew. `shows`: what it is edited for besides, whenever that moves; None where it stays as it was told.
    `calls`: it calls a person to act, so it is not even posted once that is settled. `own`: it is about this very
    person; anything else goes, while they are away, to whoever stands in for them. `anchors`: it is one of those that
    say how far the record goes, so that it cannot be changed unnoticed.
    """

    goes: Literal["person", "channel", "thread", "post", "workflow"]
    key: str
    shows: tuple[Shown, ...] | None
    calls: bool
    own: bool = False
    anchors: bool = False


class Notification(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    def thread(self, release: Release) -> int:
        """The phase in whose card's thread it is told, where it is told in one."""
        return release.phase
