"""How much of a stretch of time was working time: the team's hours, lunch and free days set aside."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from bot.domain.plan import Hours
from bot.domain.plan.moments import Calendar, to_utc

DAY = timedelta(days=1)


class WorkingTime:
    """The working time between two moments; only what lies between `since` and `until` is known."""

    def __init__(self, hours: Hours, zone: str, calendar: Calendar, since: datetime, until: datetime) -> None:
        self._windows = tuple(_windows(hours, zone, calendar, since, until))
        self._begins = [begin for begin, _ in self._windows]
        lengths = (end - begin for begin, end in self._windows)
        self._before = list(accumulate(lengths, initial=timedelta(0)))  # worked before each window begins

    def between(self, since: datetime, until: datetime) -> timedelta:
        return self._worked_by(until) - self._worked_by(since)

    def _worked_by(self, moment: datetime) -> timedelta:
        number = bisect_right(self._begins, moment)
        if number == 0:
            return timedelta(0)
        begin, end = self._windows[number - 1]
        return self._before[number - 1] + (min(moment, end) - begin)


def _windows(
    hours: Hours, zone: str, calendar: Calendar, since: datetime, until: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """Morning and afternoon of every working day, in UTC; what a clock change swallows is left out."""
    day, last = (moment.astimezone(ZoneInfo(zone)).date() for moment in (since, until))
    while day <= last:
        if calendar.works(day):
            for opens, closes in ((hours.start, hours.lunch_start), (hours.lunch_end, hours.end)):
                begin, end = (to_utc(datetime.combine(day, clock), zone) for clock in (opens, closes))
                if begin < end:
                    yield begin, end
        day += DAY
