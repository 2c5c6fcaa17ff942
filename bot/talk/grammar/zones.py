"""Zones as people name them: `UTC`, `UTC+8`, `+02:00`, `CET`, `Europe/Berlin`, `Berlin time`, `北京时间`.

What is the short name of several zones (`CST`, `IST`) is one only where the plan's own zone goes by it at that moment.
"""

import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

OFFSET: Final = re.compile(  # `12:00-14:00` is a time and its end, but behind seconds, as machines write, an offset
    r"(?P<utc>z)(?![0-9a-z])"
    r"|(?:(?:utc|gmt)\s*(?P<sign>[+-])\s*(?P<hours>\d{1,2})"
    r"|(?P<bare>\+|(?<!\d)-|-(?=\d{4})|(?<=:\d\d:\d\d)-)(?P<two>\d{2}))(?::?(?P<minutes>[0-5]\d))?(?![0-9a-z:])"
)
WORD: Final = re.compile(r"[a-z]{2,5}(?![a-z0-9/_])")
PLACE: Final = re.compile(r"[a-z_]+(?:/[a-z_]+)+(?![a-z0-9/])|(?P<city>[a-z]+(?: [a-z]+)?) time(?![a-z])")
CHINA: Final = re.compile(r"(?:北京|中国标准?|上海)时间|(?:beijing|china)(?: standard)? time(?![a-z])")
FARTHEST: Final = timedelta(hours=14)  # no zone is farther from UTC: https://en.wikipedia.org/wiki/UTC%2B14:00

HOURS: Final = {
    "utc": 0, "gmt": 0, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3, "pkt": 5, "ict": 7,
    "hkt": 8, "sgt": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
    "est": -5, "edt": -4, "cdt": -5, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8, "akst": -9, "hst": -10,
}  # fmt: skip
SHARED: Final = frozenset({"cst", "ist", "bst", "ast", "sst", "gst", "pt", "et", "ct", "mt", "wib", "wita"})
"""Short names that mean several zones, or one that changes: a clock that shows one of them is not yet clear."""

ZoneAt = Callable[[datetime], tzinfo]
"""The zone, once the wall time is known that it is named with."""


def zone_at(text: str, start: int, plan_zone: str) -> tuple[ZoneAt, int] | None:
    """The zone that the folded text names at `start`, and where its name ends. ValueError: it is unclear which."""
    if offset := OFFSET.match(text, start):
        fixed = _fixed(offset)
        return (lambda _: fixed), offset.end()
    if china := CHINA.match(text, start):
        return (lambda _: ZoneInfo("Asia/Shanghai")), china.end()
    if (place := PLACE.match(text, start)) and (named := _by_place(place)):
        return (lambda _: ZoneInfo(named)), place.end()
    if (word := WORD.match(text, start)) and word[0] in HOURS.keys() | SHARED | _own_names(plan_zone):
        return _by_short_name(word[0], plan_zone), word.end()
    return None


def _fixed(offset: re.Match[str]) -> tzinfo:
    if offset["utc"]:
        return UTC
    length = timedelta(hours=int(offset["hours"] or offset["two"]), minutes=int(offset["minutes"] or 0))
    if length > FARTHEST:
        raise ValueError(offset[0])
    return timezone(-length if "-" in (offset["sign"], offset["bare"]) else length)


def _by_place(place: re.Match[str]) -> str | None:
    return _cities().get(place["city"]) if place["city"] else _zones().get(place[0])


@cache
def _zones() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones() if "/" in name}


@cache
def _cities() -> dict[str, str]:
    """Zones by the last part of their names, where one alone ends so."""
    last = {name: name.rpartition("/")[2].replace("_", " ").lower() for name in _zones().values()}
    often = Counter(last.values())
    return {city: name for name, city in last.items() if often[city] == 1}


@cache
def _own_names(plan_zone: str) -> frozenset[str]:
    """What the plan's zone is called in short, in winter and in summer."""
    halves = (datetime(2021, month, 1, tzinfo=ZoneInfo(plan_zone)).tzname() or "" for month in (1, 7))
    return frozenset(name.lower() for name in halves if name.isalpha())


def _by_short_name(name: str, plan_zone: str) -> ZoneAt:
    def at(wall: datetime) -> tzinfo:
        for fold in (0, 1):  # an hour that clocks show twice has two names
            own = wall.replace(tzinfo=ZoneInfo(plan_zone), fold=fold)
            if (own.tzname() or "").lower() == name:
                return timezone(own.utcoffset() or timedelta())
        if name not in HOURS:
            raise ValueError(name)
        return timezone(timedelta(hours=HOURS[name]))

    return at
