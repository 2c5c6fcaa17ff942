"""What the release as a whole does not allow."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.refusals.confirming import Confirm


@dataclass(frozen=True, slots=True)
class NotRunning:
    state: Literal["paused", "aborted", "finished", "running"]


@dataclass(frozen=True, slots=True)
class PastMoment:
    """The moment is gone; `suggest` is a wall time that would do."""

    moment: datetime
    suggest: datetime
    verb: Literal["start", "reschedule", "standin", "meeting", "goon"]


@dataclass(frozen=True, slots=True)
class AlreadyRunning:
    release: str


@dataclass(frozen=True, slots=True)
class EndsRelease(Confirm):
    """An abort: `left` stays undone."""

    left: tuple[str, ...]

    @property
    def consequences(self) -> tuple[str, ...]:
        return ("|", *self.left)


CourseRefusal = NotRunning | PastMoment | AlreadyRunning | EndsRelease
