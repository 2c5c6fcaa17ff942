"""Durations (`800ms`, `30s`, `15m`, `4h`, `2d`, `2wd`) and moments relative to go-live (`T-2d 18:00`, `T+1h`).

Decides what such words mean; knows no clock and no holiday: the days off are handed in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
MILLISECONDS = {"ms": 1} | {unit: seconds * 1000 for unit, seconds in SECONDS.items()}
ELAPSED = ("s", "m", "h")  # counted in real time; d and wd are counted on the wall
DURATION = re.compile(r"(\d{1,5})(ms|s|m|h|d)")
MOMENT = re.compile(r"T(?:(?P<sign>[+-])(?P<count>\d{1,5})(?P<unit>s|m|h|d|wd))?(?:\s+(?P<clock>\d{1,2}:\d{2}))?")
WALL = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{1,2}:\d{2})")
SOAK = re.compile(r"(?P<lasts>\S+)\s+after\s+(?P<step>\S+)")
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::00)?")


class NotUnderstoodError(ValueError):
    """The words are not what was expected: a moment, a duration, a wall time, a clock time, an earliest moment."""

    def __init__(
        self, what: Literal["moment", "duration", "wall-time", "clock-time", "earliest-moment"], text: str
    ) -> None:
        super().__init__(f"{text!r} is not a {what}")
        self.what = what


@dataclass(frozen=True, slots=True)
class _Offset:
    """A moment taken apart: so many units from go-live, at a time of day or at go-live's own."""

    amount: int
    unit: str | None
    clock: time | None

    @property
    def elapsed(self) -> bool:
        return self.unit in ELAPSED


class Calendar(BaseModel):
    """Which days are worked: not those of the `weekend` (0 is Monday), save the ones in `on` (调休); not the holidays.

    `off` holds the holidays with their names. A calendar without working days is a bug of whoever made it.
    """

    model_config = ConfigDict(frozen=True)

    off: Mapping[date, str] = Field(default_factory=dict)
    on: Annotated[frozenset[date], PlainSerializer(sorted, return_type=list[date])] = frozenset()  # written in order
    weekend: frozenset[int] = frozenset({5, 6})

    def works(self, day: date) -> bool:
        return day in self.on or (day.weekday() not in self.weekend and day not in self.off)

    def shift(self, day: date, working_days: int) -> date:
        """The day that is so many working days after `day`, or before it where the number is negative."""
        step = timedelta(days=1 if working_days > 0 else -1)
        for _ in range(abs(working_days)):
            day += step
            while not self.works(day):
                day += step
        return day


def parse_duration(text: str) -> timedelta:
    """Elapsed time of `800ms`, `30s`, `15m`, `4h`, `2d`; working days have no fixed length and are refused."""
    match = DURATION.fullmatch(text.strip())
    if match is None:
        raise NotUnderstoodError("duration", text)
    return timedelta(milliseconds=int(match[1]) * MILLISECONDS[match[2]])


def _known_moment(text: str) -> str:
    _offset(text.strip())
    return text.strip()


def _known_earliest(text: str) -> str:
    try:
        if soak(text) is None:
            _offset(text.strip())
    except NotUnderstoodError as error:
        raise NotUnderstoodError("earliest-moment", text) from error
    return text.strip()


def _known_duration(text: str) -> str:
    parse_duration(text)
    return text.strip()


def _known_wall_time(text: str) -> str:
    parse_wall(text)
    return text.strip()


Moment = Annotated[str, AfterValidator(_known_moment)]
Duration = Annotated[str, AfterValidator(_known_duration)]
WallTime = Annotated[str, AfterValidator(_known_wall_time)]
Earliest = Annotated[str, AfterValidator(_known_earliest)]


def soak(text: str) -> tuple[timedelta, str] | None:
    """How long after which step: `15m after 3b-3`; None for a moment relative to go-live."""
    match = SOAK.fullmatch(text.strip())
    return (parse_duration(match["lasts"]), match["step"]) if match else None


def parse_clock(text: str) -> time:
    """The time of day of `9:30` or `09:30:00`; NotUnderstoodError otherwise."""
    match = CLOCK.fullmatch(text.strip())
    if match is None:
        raise NotUnderstoodError("clock-time", text)
    return time(int(match[1]), int(match[2]))


def parse_wall(text: str) -> datetime:
    """The naive wall time of `2021-06-14 12:00`; NotUnderstoodError otherwise."""
    match = WALL.fullmatch(text.strip())
    if match is None:
        raise NotUnderstoodError("wall-time", text)
    try:
        return datetime.combine(date.fromisoformat(match[1]), parse_clock(match[2]))
    except ValueError as error:
        raise NotUnderstoodError("wall-time", text) from error


def to_utc(wall: datetime, zone: str) -> datetime:
    """The instant (UTC) that clocks in `zone` show as `wall`; the earlier one where a clock shows it twice.

    A time that the clocks skip is read with the offset before the change: an hour later on the clock.
    """
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def instants(wall: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """Those (UTC) at which clocks in `zone` show `wall`: none where they skip it, two where they are put back."""
    meant = dict.fromkeys(wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return tuple(at for at in meant if at.astimezone(zone).replace(tzinfo=None, fold=0) == wall)


def with_offset(at: datetime) -> str:
    """A moment that is one instant, as it can be typed: `2030-10-27 02:30 +02:00`."""
    return f"{at:%Y-%m-%d %H:%M} {str(at)[-6:]}"


def wall_of(moment: str, go_live: datetime, calendar: Calendar) -> datetime | None:
    """The wall time that a moment names, `go_live` being one too; None where it is counted in real time (`T+1h`)."""
    offset = _offset(moment)
    return None if offset.elapsed else _on_the_wall(offset, go_live, calendar)


def resolve(moment: str, go_live: datetime, zone: str, calendar: Calendar) -> datetime:
    """The instant (UTC) of a moment relative to `go_live` (UTC). Days are counted on the wall, in the plan's zone.

    Before the year 1 and after 9999: OverflowError.
    """
    offset = _offset(moment)
    if offset.elapsed:
        return go_live + timedelta(seconds=offset.amount * SECONDS[str(offset.unit)])
    return to_utc(_on_the_wall(offset, go_live.astimezone(ZoneInfo(zone)).replace(tzinfo=None), calendar), zone)


def _on_the_wall(offset: _Offset, go_live: datetime, calendar: Calendar) -> datetime:
    if offset.unit == "wd":
        day = calendar.shift(go_live.date(), offset.amount)
    else:
        day = go_live.date() + timedelta(days=offset.amount)
    return datetime.combine(day, offset.clock or go_live.time())


def _offset(moment: str) -> _Offset:
    match = MOMENT.fullmatch(moment)
    if match is None:
        raise NotUnderstoodError("moment", moment)
    amount = int(f"{match['sign']}{match['count']}") if match["unit"] else 0
    offset = _Offset(amount, match["unit"], parse_clock(match["clock"]) if match["clock"] else None)
    if offset.elapsed and offset.clock:
        raise NotUnderstoodError("moment", moment)
    return offset
