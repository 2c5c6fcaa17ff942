"""Moments mean one instant each, over summer time, holidays and exchanged working days."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.plan.moments import (
    Calendar,
    NotUnderstoodError,
    instants,
    parse_clock,
    parse_duration,
    parse_wall,
    resolve,
    to_utc,
    wall_of,
)
from bot.plans.calendars import known_countries, working_calendar

BERLIN = "Europe/Berlin"
SHANGHAI = "Asia/Shanghai"
WEEKENDS = Calendar()


def berlin(text: str) -> datetime:
    return to_utc(parse_wall(text), BERLIN)


def a_duration_is_a_number_and_a_unit() -> None:
    assert parse_duration("30s") == timedelta(seconds=30)
    assert parse_duration("15m") == timedelta(minutes=15)
    assert parse_duration("4h") == timedelta(hours=4)
    assert parse_duration(" 2d ") == timedelta(days=2)


@pytest.mark.parametrize("text", ["2wd", "4", "h", "-4h", "4 h", "1.5h", "999999d", ""])
def nothing_else_is_a_duration(text: str) -> None:
    with pytest.raises(NotUnderstoodError, match="is not a duration"):
        parse_duration(text)


@pytest.mark.parametrize("text", ["", "T+", "T-2", "2d", "T-2w", "T-2d 24:00", "T-2d 18", "T+1h 18:00", "T-2d18:00x"])
def nothing_else_is_a_moment(text: str) -> None:
    with pytest.raises(NotUnderstoodError):
        resolve(text, berlin("2030-03-12 10:00"), BERLIN, WEEKENDS)


@pytest.mark.parametrize("text", ["2030-03-12", "2030-02-30 10:00", "2030-03-12 24:00", "12.3.2030 10:00", "10:00"])
def nothing_else_is_a_wall_time(text: str) -> None:
    with pytest.raises(NotUnderstoodError, match="is not a wall-time"):
        parse_wall(text)


def a_clock_time_may_leave_out_the_zero_in_front() -> None:
    assert parse_clock("9:30") == parse_clock("09:30:00") == time(9, 30)


@pytest.mark.parametrize(
    ("moment", "wall"),
    [
        ("T", "2030-03-12 10:00"),
        ("T 9:00", "2030-03-12 09:00"),
        ("T+1h", "2030-03-12 11:00"),
        ("T-90m", "2030-03-12 08:30"),
        ("T-2d", "2030-03-10 10:00"),
        ("T-2d 18:00", "2030-03-10 18:00"),
        ("T-2wd 18:00", "2030-03-08 18:00"),
        ("T+4wd", "2030-03-18 10:00"),
        ("T+0wd", "2030-03-12 10:00"),
    ],
)
def a_moment_is_counted_from_go_live(moment: str, wall: str) -> None:
    assert resolve(moment, berlin("2030-03-12 10:00"), BERLIN, WEEKENDS) == berlin(wall)


def a_day_keeps_its_wall_time_over_the_change_to_summer_time_and_hours_do_not() -> None:
    go_live = berlin("2030-03-31 12:00")  # clocks went from 2:00 to 3:00 that morning
    assert resolve("T-1d", go_live, BERLIN, WEEKENDS) == berlin("2030-03-30 12:00")
    assert resolve("T-24h", go_live, BERLIN, WEEKENDS) == berlin("2030-03-30 11:00")


def a_time_that_clocks_skip_is_known_and_read_an_hour_later() -> None:
    assert instants(parse_wall("2030-03-31 02:30"), ZoneInfo(BERLIN)) == ()
    assert instants(parse_wall("2030-03-31 03:00"), ZoneInfo(BERLIN)) == (berlin("2030-03-31 03:00"),)
    assert resolve("T-1d 2:30", berlin("2030-04-01 10:00"), BERLIN, WEEKENDS) == berlin("2030-03-31 03:30")


def a_time_that_clocks_show_twice_is_the_earlier_one() -> None:
    assert berlin("2030-10-27 02:30") == datetime(2030, 10, 27, 0, 30, tzinfo=UTC)
    both = (datetime(2030, 10, 27, 0, 30, tzinfo=UTC), datetime(2030, 10, 27, 1, 30, tzinfo=UTC))
    assert instants(parse_wall("2030-10-27 02:30"), ZoneInfo(BERLIN)) == both


def only_moments_counted_in_days_name_a_wall_time() -> None:
    go_live = parse_wall("2030-03-12 10:00")
    assert wall_of("T-1d 2:30", go_live, WEEKENDS) == parse_wall("2030-03-11 02:30")
    assert wall_of("T-1h", go_live, WEEKENDS) is None


def a_moment_beyond_the_calendar_overflows() -> None:
    with pytest.raises(OverflowError):
        resolve("T+99999d", datetime(9998, 1, 1, tzinfo=UTC), BERLIN, WEEKENDS)


def a_working_day_after_national_day_follows_the_exchanged_days() -> None:
    china = working_calendar("CN", [2021])
    assert china.off[date(2021, 10, 1)] == "国庆节"
    assert china.shift(date(2021, 9, 30), 1) == date(2021, 10, 8)
    assert china.shift(date(2021, 9, 30), 2) == date(2021, 10, 9)  # a Saturday, worked
    assert china.shift(date(2021, 10, 8), -1) == date(2021, 9, 30)
    assert china.shift(date(2021, 9, 27), -1) == date(2021, 9, 26)  # a Sunday, worked
    go_live = to_utc(parse_wall("2021-10-11 12:00"), SHANGHAI)
    assert resolve("T-3wd 18:00", go_live, SHANGHAI, china) == to_utc(parse_wall("2021-09-30 18:00"), SHANGHAI)


def the_dragon_boat_festival_is_a_day_off() -> None:
    china = working_calendar("CN", [2021])
    assert china.off[date(2021, 6, 14)] == "端午节"
    assert not china.works(date(2021, 6, 14))
    assert china.shift(date(2021, 6, 14), -1) == date(2021, 6, 11)


def a_calendar_holds_the_years_asked_for_and_no_others() -> None:
    china = working_calendar("CN", [2021, 2022])
    assert {day.year for day in (*china.off, *china.on)} == {2021, 2022}


def a_weekend_is_the_country_s_own() -> None:
    israel = working_calendar("IL", [2030])
    assert israel.works(date(2030, 3, 10))  # Sunday
    assert not israel.works(date(2030, 3, 8))  # Friday


def a_country_that_is_not_known_has_weekends_only() -> None:
    assert "CN" in known_countries()
    assert "XX" not in known_countries()
    assert working_calendar("XX", [2030]) == working_calendar(None, [2030]) == WEEKENDS


def a_calendar_is_written_with_its_days_in_order() -> None:
    china = working_calendar("CN", [2021, 2022])
    written = china.model_dump(mode="json")
    assert written["on"] == sorted(written["on"])
    assert len(written["on"]) > 9
    assert Calendar.model_validate(written) == china
