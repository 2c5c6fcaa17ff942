"""What was counted when a quality gate was passed, and why one does not hold."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain import events as e
from bot.domain.state.deployments import Deployment
from bot.domain.state.tracker import TrackerOutage


@dataclass(frozen=True, slots=True)
class Passed:
    """The open bugs by severity when a gate was passed, and when."""

    counts: Mapping[str, int]
    at: datetime
    person: str


@dataclass(frozen=True, slots=True)
class Shut:
    """Why a gate does not hold: severity -> (open now, allowed), or what the tracker leaves unknown.

    `wrong`: what has failed where it looks, or is down there; `until`: when the time for a problem there is over.
    """

    over: Mapping[str, tuple[int, int]]
    unsorted: tuple[e.Unsorted, ...] = ()
    tracker: TrackerOutage | None = None  # why it cannot be asked
    unheard: bool = False  # it has not been asked yet
    wrong: tuple[Deployment | str | e.WatchTurned | e.AlertTold, ...] = ()
    until: datetime | None = None

    @property
    def misses_standard(self) -> bool:
        """Whether its bugs alone keep it shut: they end what was signed; what is wrong at the moment only waits."""
        return self != replace(NOTHING, wrong=self.wrong, until=self.until)


NOTHING: Final = Shut({})
