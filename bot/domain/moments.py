"""Durations (`30s`, `15m`, `4h`, `2d`, `2wd`) and moments relative to go-live (`T-2d 18:00`, `T+1h`).

Decides what such words mean; knows no clock and no holiday: the days off are handed in.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
ELAPSED = ("s", "m", "h")  # counted in real time; d and wd are counted on the wall
DURATION = re.compile(r"(\d{1,5})(s|m|h|d)")
MOMENT = re.compile(r"T(?:([+-])(\d{1,5})(s|m|h|d|wd))?(?:\s+([01]?\d|2[0-3]):([0-5]\d))?")
WALL = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{1,2}:\d{2})")
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::00)?")


class NotADuration(ValueError):
    """Not a duration such as 30s, 15m, 4h or 2d."""


class NotAMoment(ValueError):
    """Not a moment such as T, T+1h, T-2d 18:00 or T-3wd 10:00."""


class NotAWallTime(ValueError):
    """Not a date and time such as 2026-12-01 12:00."""


class NotAClockTime(ValueError):
    """Not a time of day such as 9:30."""


class Calendar(BaseModel):
    """Which days are worked: not those of the `weekend` (0 is Monday), save the ones in `on` (调休); not the holidays.

    `off` holds the holidays with their names. A calendar without working days is a bug of whoever made it.
    """

    model_config = ConfigDict(frozen=True)

    off: Mapping[date, str] = Field(default_factory=dict)
    on: frozenset[date] = frozenset()
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
    """Elapsed time of `30s`, `15m`, `4h`, `2d`; working days have no fixed length and are refused (NotADuration)."""
    match = DURATION.fullmatch(text.strip())
    if match is None:
        raise NotADuration(text)
    return timedelta(seconds=int(match[1]) * SECONDS[match[2]])


def _known_moment(text: str) -> str:
    match = MOMENT.fullmatch(text.strip())
    if match is None or (match[3] in ELAPSED and match[4]):
        raise NotAMoment(text)
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


def parse_clock(text: str) -> time:
    """The time of day of `9:30` or `09:30:00`; NotAClockTime otherwise."""
    match = CLOCK.fullmatch(text.strip())
    if match is None:
        raise NotAClockTime(text)
    return time(int(match[1]), int(match[2]))


def parse_wall(text: str) -> datetime:
    """The naive wall time of `2021-06-14 12:00`; NotAWallTime otherwise."""
    match = WALL.fullmatch(text.strip())
    if match is None:
        raise NotAWallTime(text)
    try:
        return datetime.combine(date.fromisoformat(match[1]), parse_clock(match[2]))
    except ValueError as error:
        raise NotAWallTime(text) from error


def to_utc(wall: datetime, zone: str) -> datetime:
    """The instant (UTC) that clocks in `zone` show as `wall`; the earlier one where a clock shows it twice.

    A time that the clocks skip is read with the offset before the change: an hour later on the clock.
    """
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def is_skipped(wall: datetime, zone: str) -> bool:
    """Whether no clock in `zone` ever shows `wall`, because summer time begins (or a day was left out)."""
    return to_utc(wall, zone).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall


def wall_of(moment: str, go_live: datetime, calendar: Calendar) -> datetime:
    """The wall time that a moment names, `go_live` being a wall time too; of `T+1h`, the day's time it starts from."""
    sign, count, unit, hour, minute = _parts(moment)
    amount = int(count or 0) * (-1 if sign == "-" else 1)
    day = go_live.date()
    if unit == "wd":
        day = calendar.shift(day, amount)
    elif unit == "d":
        day += timedelta(days=amount)
    return datetime.combine(day, go_live.time() if hour is None else time(int(hour), int(minute)))


def resolve(moment: str, go_live: datetime, zone: str, calendar: Calendar) -> datetime:
    """The instant (UTC) of a moment relative to `go_live` (UTC). Days are counted on the wall, in the plan's zone.

    Beyond the years 1 and 9999: OverflowError.
    """
    sign, count, unit, *_ = _parts(moment)
    if unit in ELAPSED:
        return go_live + timedelta(seconds=int(f"{sign}{count}") * SECONDS[unit])
    return to_utc(wall_of(moment, go_live.astimezone(ZoneInfo(zone)).replace(tzinfo=None), calendar), zone)


def is_elapsed(moment: str) -> bool:
    """Whether the moment is counted in real time from go-live (`T+1h`), so that no clock can skip it."""
    return _parts(moment)[2] in ELAPSED


def _parts(moment: str) -> tuple[str | None, ...]:
    match = MOMENT.fullmatch(moment)
    if match is None:
        raise NotAMoment(moment)
    return match.groups()
