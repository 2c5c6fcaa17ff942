"""Moments as people type them: `2026-12-01 14:00`, `12/1 2:00 pm UTC`, `明天下午2点`, `friday 18:00`, `T+1h`, `+2d`.

The one reader of moments. Wall times are in the plan's zone where none is named. Nothing is guessed, nothing is read by
halves: what is unreadable, only about right, shown by the clocks twice or never, or goes on as a moment would behind
what was read, is refused.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, Literal
from zoneinfo import ZoneInfo

from bot.domain.plan.moments import Calendar, instants, resolve, to_utc, wall_of, with_offset
from bot.domain.plan.spelling import fold
from bot.domain.reading.naming import SHOWN
from bot.domain.refusals import NoSuchName
from bot.talk.grammar.verbs import AskedLine
from bot.talk.grammar.zones import HOURS, SHARED, ZoneAt, zone_at

MONTHS: Final = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY: Final = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
ORDINAL: Final = r"\d{1,2}(?:st|nd|rd|th)?"
DAY: Final = re.compile(
    r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})[日号]?"
    r"|(?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})[日号]?"
    rf"|(?P<name>{MONTH})\.?\s*(?P<nth>{ORDINAL})(?:,?\s+(?P<in>\d{{4}})(?![\d:]))?(?![0-9a-z:])"
    rf"|(?P<nth_>{ORDINAL})\s*(?:of\s+)?(?P<name_>{MONTH})(?:\.?,?\s+(?P<in_>\d{{4}})(?![\d:]))?(?![a-z])"
    r"|(?P<word>today|tomorrow|(?:the\s+)?day\s+after\s+tomorrow)(?![a-z])|(?P<ahead>今|明|大?后)(?:[天日]|(?=[早晚]))"
    r"|(?P<week>下|本|这)?个?(?:周|星期|礼拜)(?P<zh>[一二三四五六日天])"
    rf"|(?P<en>{WEEKDAY})(?![a-z])"
)
HALF: Final = r"凌晨|清晨|早晨|早上|早|上午|中午|下午|傍晚|晚上|晚|夜里"
CLOCK: Final = re.compile(
    rf"(?P<half>{HALF})?\s*(?P<hour>\d{{1,2}}|[一二两三四五六七八九十]{{1,3}}(?=[点时]))"
    r"(?::(?P<minute>[0-5]\d)(?::00)?|[点时](?:(?P<quarters>[一二两三1-3])刻钟?|(?P<minutes>[0-5]?\d)分?|(?P<thirty>半)"
    r"|零?(?P<spelt>[一二三四五六七八九十]{1,3})(?:分|(?![^\W\d_]))|[整钟])?|(?=\s*[ap]\.?m(?![a-z])))"
    r"(?:\s*(?P<ampm>[ap])\.?m(?![a-z])\.?)?"
)
RELATIVE: Final = re.compile(r"(?P<t>t)?\s*(?P<shift>[+-]\d{1,5}(?P<unit>wd|[smhd]))(?![0-9a-z])|t(?![0-9a-z+:-])")
GAP: Final = re.compile(r"(?:[\s,的]|(?:at|on)(?![a-z])|t(?=\d))*")

# What may be a part of a moment, wherever it stands; and what only directly behind one.
LOOKS: Final = re.compile(
    rf"(?<![\d:.])\d{{1,2}}:[0-5]\d(?!\d)|(?<![a-z\d])\d{{1,2}}\s*[ap]\.?m(?![a-z])|\d{{4}}[-/.年]\d{{1,2}}[-/.月]\d"
    rf"|\d月\d|(?<![a-z\d])(?:{MONTH}\.?\s+{ORDINAL}|{ORDINAL}\s+(?:of\s+)?{MONTH})(?![a-z\d])"
    rf"|(?<![a-z])(?:today|tomorrow|tonight|yesterday|noon|midnight|{WEEKDAY})(?![a-z])"
    r"|(?:周|星期|礼拜)[一二三四五六日天]|[今明昨][天日早晚]|后天|凌晨|早上|[上中下]午|傍晚|晚上|半夜"
    r"|(?<![\d一二两三四五六七八九十])(?:\d{1,2}|[二两三四五六七八九十]{1,3})点(?:[半整钟]|\d|[一二三四五六七八九十两零]|(?![^\W\d_]))"
    r"|(?<![\w+-])(?:t\s*)?[+-]\d{1,5}(?:wd|[smhd])(?![0-9a-z])"
    rf"|(?<![a-z])(?:{'|'.join(sorted(HOURS))}|cst|ist|bst)(?![a-z])"
)
CONTINUES: Final = re.compile(
    r"[ap]\.?m(?![a-z])|o'?clock|(?:in\s+)?(?:the\s+)?(?:morning|afternoon|evening|night)(?![a-z])"
    rf"|(?:{'|'.join(sorted(SHARED))})(?![a-z])|[-~/]\s*\d{{1,2}}(?:[:点时]|\s*[ap]\.?m|\W*$)"
    r"|\d{1,2}[-/.月]\d{1,2}(?!\d)|(?:next|this|last|every)\s+(?:week|month|year|day|morning|afternoon|evening|night)(?![a-z])|下下?周|每[天周]"
    r"|(?:local|standard|summer|winter|server|our|your|my)\s+time(?![a-z])|(?!(?:for|more|some|no)\s)(?:[a-z]+\s){1,2}time\s*(?:$|[,.;:])"
    r"|[\u4e00-\u9fff]{2,4}时间(?![\u4e00-\u9fff])"
    r"|左右|前后|上下|-?ish(?![a-z])|(?:or\s+so|or\s+thereabouts|give\s+or\s+take|more\s+or\s+less)(?![a-z])"
    r"|(?:大[概约]|差不多|(?:about|around|approx(?:imately)?|roughly)(?![a-z]))\s*$"
)
SET_OFF: Final = re.compile(r"\s*(?:[,、;:(“\"「—-]|\n|(?:because|since|due\s+to|reason)(?![a-z])|因|由于|原因|理由)")
OR: Final = re.compile(
    r"(?:(?:(?:or|and|then|better|rather|maybe|at|on|by|until|till|to)(?![a-z])|或者?|还是|到|至)\s*)+"
)
ADDRESS: Final = re.compile(r"<[^<>]*>|[a-z]+://\S+")

AHEAD: Final = {"today": 0, "今": 0, "tomorrow": 1, "明": 1, "后": 2, "大后": 3}
WEEKDAYS: Final = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6, "日": 6, "天": 6} | {
    char: number for number, char in enumerate("一二三四五六")
}
DIGITS: Final = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"两": 2}
WEEK: Final = timedelta(days=7)
NOON: Final = 12
FARTHEST: Final = timedelta(days=3660)  # beyond ten years it is a slip of the finger
MORE_CLOCK: Final = re.compile(r"(?<=[点时])[零一二三四五六七八九十两\d多过来几差]")
STOPS: Final = " \t\r\n\u3000,，、;；:："

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


def reckoning_of(asked: AskedLine, day_alone: DayAlone = "unclear") -> Reckoning:
    """What the words of a line count from: now, and the release's go-live."""
    release = asked.release
    return Reckoning(asked.now, release.plan.zone, asked.now, release.go_live, release.calendar, day_alone)


@dataclass(slots=True)
class _Parts:
    """What has been read, each part at most once, in any order."""

    shift: re.Match[str] | None = None
    day: re.Match[str] | None = None
    clock: re.Match[str] | None = None
    zone: ZoneAt | None = None


def read_moment(text: str, reckoning: Reckoning) -> tuple[datetime, str] | NoSuchName:
    """The instant (UTC) that the text begins with, and the words after it, which hold nothing that may belong to it."""
    read = read_part(text, reckoning)
    if isinstance(read, NoSuchName):
        return read
    own = own_words(read[1])
    return (read[0], own) if isinstance(own, str) else _unread(text)


def read_part(text: str, reckoning: Reckoning) -> tuple[datetime, str] | NoSuchName:
    """The instant that the text begins with, and the rest as written, in which another moment may be looked for."""
    folded = fold(text)
    try:
        read = _read(folded, reckoning)
    except _OffTheClockError as known:
        return NoSuchName("moment", known.wall, known.near)
    except (ValueError, OverflowError):
        read = None
    if read is None or abs(read[0] - reckoning.now) > FARTHEST or _goes_on(folded, read[1]):
        return _unread(text)
    return read[0], text[read[1] :]


def shown_by_clocks(wall: datetime, zone: str) -> datetime | NoSuchName:
    """The one instant (UTC) at which clocks in the zone show this, else those it may mean."""
    try:
        return _shown(wall, ZoneInfo(zone))
    except _OffTheClockError as known:
        return NoSuchName("moment", known.wall, known.near)


def own_words(text: str) -> str | NoSuchName:
    """Somebody's own words behind a moment. NoSuchName where they may be a part of one.

    Moments may be told in them once they are set off: by a comma, a colon, a new line, or by a "because".
    """
    folded = ADDRESS.sub(lambda found: " " * len(found[0]), fold(text))
    begin = len(folded) - len(folded.lstrip(STOPS))
    joint = OR.match(folded, begin)
    found = CONTINUES.match(folded, begin) or LOOKS.match(folded, joint.end() if joint else begin)
    if not found and not SET_OFF.match(folded):
        found = LOOKS.search(folded)
    return _unread(text[found.start() :]) if found else text.lstrip(STOPS).strip()


def _unread(text: str) -> NoSuchName:
    return NoSuchName("moment", " ".join(text[:SHOWN].split()))


class _OffTheClockError(Exception):
    """Clocks there show this wall time twice, or never. `near`: moments that are one instant each."""

    def __init__(self, wall: datetime, near: Iterable[datetime]) -> None:
        super().__init__(wall)
        self.wall = f"{wall:%Y-%m-%d %H:%M}"
        self.near = tuple(map(with_offset, near))


def _goes_on(text: str, end: int) -> bool:
    if MORE_CLOCK.match(text, end):
        return True
    if text[end : end + 1] == ":":
        return text[end + 1 : end + 2].isdigit()
    return text[end : end + 1].isascii() and text[end : end + 1].isalnum()


def _read(text: str, reckoning: Reckoning) -> tuple[datetime, int] | None:
    parts = _Parts()
    end, start = 0, 0
    while (after := _part(parts, text, start, reckoning.zone)) is not None:
        end, start = after, _past_gap(text, after)
    if parts.shift and not _takes_a_clock(parts.shift):
        return None if parts.day or parts.clock or parts.zone else (_shifted(parts.shift, reckoning), end)
    if parts.clock is None:
        if parts.zone:
            return None
        at = _shifted(parts.shift, reckoning) if parts.shift else _whole_day(parts.day, reckoning)
        return (at, end) if at else None
    return _at(parts, _time(parts.clock), reckoning), end


def _part(parts: _Parts, text: str, start: int, zone: str) -> int | None:
    """Read one more part where there is one, and say where it ends."""
    if not (parts.shift or parts.day):
        shift = RELATIVE.match(text, start) if not parts.clock else None
        if shift:
            parts.shift = shift
            return shift.end()
        if day := DAY.match(text, start):
            parts.day = day
            return day.end()
    if parts.clock is None and (clock := CLOCK.match(text, start)):
        parts.clock = clock
        return clock.end()
    if parts.zone is None and (named := zone_at(text, start, zone)):
        parts.zone, end = named
        return end
    return None


def _past_gap(text: str, start: int) -> int:
    gap = GAP.match(text, start)
    return gap.end() if gap else start


def _takes_a_clock(shift: re.Match[str]) -> bool:
    return shift["unit"] in ("d", "wd")


def _shifted(shift: re.Match[str], reckoning: Reckoning) -> datetime:
    if _takes_a_clock(shift):
        return _shown(_wall(shift, reckoning), ZoneInfo(reckoning.zone))
    return resolve(f"T{shift['shift'] or ''}", _base(shift, reckoning), reckoning.zone, Calendar())


def _wall(shift: re.Match[str], reckoning: Reckoning) -> datetime:
    """The wall time so many days on; days are counted on the plan's wall."""
    base, calendar = _base(shift, reckoning).astimezone(ZoneInfo(reckoning.zone)), reckoning.calendar or Calendar()
    wall = wall_of(f"T{shift['shift']}", base.replace(tzinfo=None), calendar)
    if wall is None or (shift["unit"] == "wd" and reckoning.calendar is None):
        raise ValueError(shift[0])
    return wall


def _base(shift: re.Match[str], reckoning: Reckoning) -> datetime:
    base = reckoning.go_live if shift["t"] or not shift["shift"] else reckoning.shift_from
    if base is None:
        raise ValueError(shift[0])
    return base


def _at(parts: _Parts, at: time, reckoning: Reckoning) -> datetime:
    """The instant at which clocks in the zone that is named, or in the plan's, show this."""
    own = ZoneInfo(reckoning.zone)
    here = reckoning.now.astimezone(own)
    if parts.shift:
        on = _wall(parts.shift, reckoning).date()
        zone = parts.zone(datetime.combine(on, at)) if parts.zone else own
    else:
        zone = parts.zone(datetime.combine(here.date(), at)) if parts.zone else own
        here = reckoning.now.astimezone(zone)
        on = _date(parts.day, here.replace(tzinfo=None), at) if parts.day else here.date()
        zone = parts.zone(datetime.combine(on, at)) if parts.zone else own
    return _shown(datetime.combine(on, at), zone)


def _shown(wall: datetime, zone: tzinfo) -> datetime:
    """The one instant at which clocks in the zone show `wall`.

    In place of one that is skipped stands what the offset before the change makes of it, as RFC 5545 (3.3.5) has it:
    https://www.rfc-editor.org/rfc/rfc5545#section-3.3.5
    """
    meant = instants(wall, zone)
    if len(meant) == 1:
        return meant[0]
    raise _OffTheClockError(wall, [at.astimezone(zone) for at in meant or (wall.replace(tzinfo=zone).astimezone(UTC),)])


def _whole_day(day: re.Match[str] | None, reckoning: Reckoning) -> datetime | None:
    if day is None or reckoning.day_alone == "unclear":
        return None
    here = reckoning.now.astimezone(ZoneInfo(reckoning.zone)).replace(tzinfo=None)
    on = _date(day, here, time.max) + timedelta(days=reckoning.day_alone == "its end")
    return to_utc(datetime.combine(on, time()), reckoning.zone)


def _time(clock: re.Match[str]) -> time:
    said = clock["hour"]
    hour = int(said) if said.isdecimal() else _spelled(said)
    if clock["ampm"]:
        if clock["half"] or not 1 <= hour <= NOON:
            raise ValueError(clock[0])
        hour = hour % NOON + NOON * (clock["ampm"] == "p")
    elif clock["half"]:
        hour = _in_half(clock["half"], hour)
    if clock["quarters"]:
        return time(hour, 15 * (DIGITS.get(clock["quarters"]) or int(clock["quarters"])))
    if clock["spelt"]:
        return time(hour, _spelled(clock["spelt"]))
    return time(hour, 30 if clock["thirty"] else int(clock["minute"] or clock["minutes"] or 0))


def _in_half(half: str, hour: int) -> int:
    """The hour that `half` of the day makes of it; ValueError where nobody could tell, as `晚上12点`."""
    first, last = {"中": (11, 14), "下": (12, 18), "傍": (16, 20), "晚": (17, 23), "夜": (19, 23)}.get(half[0], (0, 11))
    for meant in (hour, hour + NOON):
        if first <= meant <= last:
            return meant
    raise ValueError(half)


def _spelled(hour: str) -> int:
    """`三`, `十`, `十二`, `二十`, `二十三`."""
    tens, ten, ones = hour.rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        raise ValueError(hour)
    return (DIGITS[tens] if tens else 1) * 10 * bool(ten) + (DIGITS[ones] if ones else 0)


def _date(day: re.Match[str], here: datetime, at: time) -> date:
    """The day meant by somebody whose clock shows `here`: of several, the next one on which `at` is still to come."""
    today = here.date()
    if day["year"]:
        return date(int(day["year"]), int(day["month"]), int(day["day"]))
    if name := day["name"] or day["name_"]:
        number = int(re.sub(r"\D", "", day["nth"] or day["nth_"]))
        year = day["in"] or day["in_"]
        return date(int(year), MONTHS[name[:3]], number) if year else _this_year(today, MONTHS[name[:3]], number)
    if day["m"]:
        return _this_year(today, int(day["m"]), int(day["d"]))
    if day["word"] or day["ahead"]:
        return today + timedelta(days=AHEAD.get(day["word"] or day["ahead"], 2))
    number = WEEKDAYS[day["zh"] or day["en"][:3]]
    if day["week"]:
        return today + timedelta(days=number - today.weekday()) + WEEK * (day["week"] == "下")
    ahead = timedelta(days=(number - today.weekday()) % 7)
    return today + (ahead if ahead or at > here.time() else WEEK)


def _this_year(today: date, month: int, day: int) -> date:
    on = date(today.year, month, day)
    return on if on >= today else on.replace(year=today.year + 1)
