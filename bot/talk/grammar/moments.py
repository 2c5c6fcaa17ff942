"""Moments as people type them: `2026-12-01 12:00`, `12/1 12:00`, `明天 12:00`, `friday 18:00`, `T+1h`, `+2d`.

Wall times are in the plan's zone. Nothing is guessed: what is unreadable, or shown by no clock, is refused.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final, Literal
from zoneinfo import ZoneInfo

from bot.domain.plan.moments import Calendar, is_skipped, resolve, to_utc
from bot.domain.plan.spelling import fold
from bot.domain.reading.naming import SHOWN
from bot.domain.refusals import NoSuchName

DAY: Final = re.compile(
    r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})[日号]?"
    r"|(?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})[日号]?"
    r"|(?P<word>today|tomorrow|今天|今日|明天|明日|后天)"
    r"|(?P<week>下|本|这)?个?(?:周|星期|礼拜)(?P<zh>[一二三四五六日天])"
    r"|(?P<en>mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)(?![a-z])"
)
CLOCK: Final = re.compile(
    r"(?P<half>上午|早上|下午|晚上)?\s*(?P<hour>\d{1,2})"
    r"(?::(?P<minute>[0-5]\d)(?::00)?|[点时](?:(?P<minutes>[0-5]?\d)分?|(?P<thirty>半)|整)?)"
)
OFFSET: Final = re.compile(r"\s*(?:(?P<utc>z)|(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2}))(?![0-9a-z])")
RELATIVE: Final = re.compile(r"(?P<t>t)?\s*(?P<shift>[+-]\d{1,5}(?P<unit>wd|[smhd]))(?![0-9a-z])|t(?![0-9a-z+:-])")
AHEAD: Final = {"today": 0, "今天": 0, "今日": 0, "tomorrow": 1, "明天": 1, "明日": 1, "后天": 2}
WEEKDAYS: Final = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6, "日": 6, "天": 6} | {
    char: number for number, char in enumerate("一二三四五六")
}
WEEK: Final = timedelta(days=7)
FARTHEST: Final = timedelta(days=3660)  # beyond ten years it is a slip of the finger

DayAlone = Literal["unclear", "its start", "its end"]


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What the words count from. `go_live` is what T stands for, `shift_from` what a bare `+2d` is added to.

    `calendar` None: working days cannot be counted. `day_alone`: what a day without a time means.
    """

    now: datetime
    zone: str
    shift_from: datetime
    go_live: datetime | None = None
    calendar: Calendar | None = None
    day_alone: DayAlone = "unclear"


def read_moment(text: str, reckoning: Reckoning) -> tuple[datetime, str] | NoSuchName:
    """The instant (UTC) that the text begins with, and the rest of the text."""
    folded = fold(text)
    try:
        read = _relative(folded, reckoning) or _on_the_wall(folded, reckoning)
    except (ValueError, OverflowError):
        read = None
    if read is None or abs(read[0] - reckoning.now) > FARTHEST or _goes_on(folded, read[1]):
        return NoSuchName("moment", " ".join(text[:SHOWN].split()))
    return read[0], text[read[1] :].lstrip(" \t\r\n\u3000,，、;；:：").strip()


def _goes_on(text: str, end: int) -> bool:
    following = text[end : end + 1]
    return following == ":" or (following.isascii() and following.isalnum())


def _relative(text: str, reckoning: Reckoning) -> tuple[datetime, int] | None:
    match = RELATIVE.match(text)
    if match is None:
        return None
    base = reckoning.go_live if match["t"] or not match["shift"] else reckoning.shift_from
    if base is None or (match["unit"] == "wd" and reckoning.calendar is None):
        return None
    moment, end = f"T{match['shift'] or ''}", match.end()
    clock = CLOCK.match(text, end + 1) if match["unit"] in ("d", "wd") and text[end : end + 1].isspace() else None
    if clock:
        moment, end = f"{moment} {_time(clock):%H:%M}", clock.end()
    return resolve(moment, base, reckoning.zone, reckoning.calendar or Calendar()), end


def _on_the_wall(text: str, reckoning: Reckoning) -> tuple[datetime, int] | None:
    day = DAY.match(text)
    clock = CLOCK.match(text, _past_gap(text, day.end()) if day else 0)
    if clock is None:
        return _whole_day(day, reckoning) if day else None
    at, here = _time(clock), reckoning.now.astimezone(ZoneInfo(reckoning.zone)).replace(tzinfo=None)
    wall = datetime.combine(_date(day, here, at) if day else here.date(), at)
    if offset := OFFSET.match(text, clock.end()):
        return wall.replace(tzinfo=_zone(offset)).astimezone(UTC), offset.end()
    return None if is_skipped(wall, reckoning.zone) else (to_utc(wall, reckoning.zone), clock.end())


def _past_gap(text: str, start: int) -> int:
    while start < len(text) and (text[start].isspace() or text[start] in ",t的"):
        start += 1
    return start


def _whole_day(day: re.Match[str], reckoning: Reckoning) -> tuple[datetime, int] | None:
    if reckoning.day_alone == "unclear":
        return None
    here = reckoning.now.astimezone(ZoneInfo(reckoning.zone)).replace(tzinfo=None)
    on = _date(day, here, time.max) + timedelta(days=reckoning.day_alone == "its end")
    return to_utc(datetime.combine(on, time()), reckoning.zone), day.end()


def _time(clock: re.Match[str]) -> time:
    hour = int(clock["hour"])
    late = clock["half"] in ("下午", "晚上") and hour < 12  # noqa: PLR2004 - hours of half a day
    return time(hour + 12 * late, 30 if clock["thirty"] else int(clock["minute"] or clock["minutes"] or 0))


def _date(day: re.Match[str], here: datetime, at: time) -> date:
    """The day meant by somebody whose clock shows `here`: of several, the next one on which `at` is still to come."""
    today = here.date()
    if day["year"]:
        return date(int(day["year"]), int(day["month"]), int(day["day"]))
    if day["m"]:
        this_year = date(today.year, int(day["m"]), int(day["d"]))
        return this_year if this_year >= today else this_year.replace(year=today.year + 1)
    if day["word"]:
        return today + timedelta(days=AHEAD[day["word"]])
    number = WEEKDAYS[day["zh"] or day["en"][:3]]
    if day["week"]:
        return today + timedelta(days=number - today.weekday()) + WEEK * (day["week"] == "下")
    ahead = timedelta(days=(number - today.weekday()) % 7)
    return today + (ahead if ahead or at > here.time() else WEEK)


def _zone(offset: re.Match[str]) -> timezone:
    if offset["utc"]:
        return UTC
    length = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"]))
    return timezone(-length if offset["sign"] == "-" else length)
