"""What came of a request: something happened, it was refused, or this very request was served before."""

from dataclasses import dataclass

from bot.domain.events import Event
from bot.domain.refusals import Refused
from bot.domain.state.release import Release


@dataclass(frozen=True, slots=True)
class Done:
    """`before` is None where the release began."""

    before: Release | None
    events: tuple[Event, ...]
    after: Release


@dataclass(frozen=True, slots=True)
class No:
    """`release` is None where there is none, or where nothing of it may be shown."""

    release: Release | None
    refused: Refused


@dataclass(frozen=True, slots=True)
class Repeated:
    """The same cause twice: nothing changed the second time."""


Outcome = Done | No | Repeated
