"""Where a moment lies on a line, and where the line is marked: on round wall times, never more than a few."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.plan.moments import to_utc

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
STEPS: Final = (
    *(timedelta(minutes=n) for n in (1, 5, 15, 30)),
    *(n * HOUR for n in (1, 2, 3, 6, 12)),
    *(n * DAY for n in (1, 2, 3, 7, 14, 28, 91, 182, 364)),
)
MOST: Final = 8


@dataclass(frozen=True, slots=True)
class Scale:
    """`since` lies at `left`, `until` at `right`; a release that is a moment old has a minute to be drawn in."""

    since: datetime
    until: datetime
    left: float
    right: float
    zone: str

    def at(self, moment: datetime) -> float:
        inside = min(max(moment, self.since), self.until)
        length = max(self.until - self.since, timedelta(minutes=1))
        return round(self.left + (self.right - self.left) * ((inside - self.since) / length), 2)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Places with the wall time that is theirs: days by their date, hours with the day when it changes."""
        step = next((each for each in STEPS if (self.until - self.since) / each <= MOST), STEPS[-1] * 2)
        wall = self.since.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        midnight = wall.replace(hour=0, minute=0, second=0, microsecond=0)
        moment = midnight + ((wall - midnight) // step) * step
        named = None
        while (there := to_utc(moment, self.zone)) <= self.until:
            if there >= self.since:
                yield self.at(there), _label(moment, step, fresh=moment.date() != named)
                named = moment.date()
            moment += step


def _label(moment: datetime, step: timedelta, *, fresh: bool) -> str:
    if step >= DAY:
        return f"{moment:%m-%d}"
    return f"{moment:%m-%d %H:%M}" if fresh else f"{moment:%H:%M}"
