"""Working days and public holidays by country, from the `holidays` library. The plan's rules only see a Calendar."""

from collections.abc import Iterable
from functools import cache

from bot.domain.plan.moments import Calendar


@cache
def known_countries() -> frozenset[str]:
    """ISO 3166 codes of the countries whose holidays are known."""
    import holidays  # noqa: PLC0415 - a twentieth of a second of start-up that most commands do not need

    return frozenset(holidays.list_supported_countries())


def working_calendar(country: str | None, years: Iterable[int]) -> Calendar:
    """The holidays (in Chinese where the library has them so) and the exchanged working days (调休) of these years.

    Without a country, or for one that is not known, only weekends are free; `check` tells about the latter.
    """
    if country is None or country not in known_countries():
        return Calendar()
    import holidays  # noqa: PLC0415 - as above

    wanted = frozenset(years)
    found = holidays.country_holidays(country, years=wanted, expand=False, language="zh_CN")
    return Calendar(
        off=dict(sorted(found.items())),
        on=frozenset(day for day in found.weekend_workdays if day.year in wanted),
        weekend=frozenset(found.weekend),
    )
