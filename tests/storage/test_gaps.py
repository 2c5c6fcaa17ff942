"""Gaps: remembered until they were looked through, and not looked at before their time."""

from datetime import datetime, timedelta

from storage import gaps
from storage.engine import Database
from storage.gaps import Gap

HOUR = timedelta(hours=1)


def opened(database: Database, *found: Gap) -> None:
    for gap in found:
        database.write(lambda conn, gap=gap: gaps.open_(conn, gap))  # type: ignore[misc]


def at(database: Database, now: datetime) -> list[Gap]:
    with database.read() as conn:
        return gaps.at(conn, now)


def the_gaps_whose_time_has_come_are_told_the_longest_ago_first_and_each_once(
    database: Database, noon: datetime
) -> None:
    early, late, later = Gap(noon - 2 * HOUR, noon), Gap(noon - HOUR, noon), Gap(noon - 3 * HOUR, noon + HOUR)
    opened(database, late, early, later, late)
    assert at(database, noon) == [early, late]
    assert at(database, noon + HOUR) == [later, early, late]


def a_gap_that_was_opened_while_others_were_looked_through_stays(database: Database, noon: datetime) -> None:
    looked, same_beginning = Gap(noon - HOUR, noon), Gap(noon - HOUR, noon + HOUR)
    opened(database, looked, same_beginning)
    database.write(lambda conn: gaps.close(conn, [looked]))
    assert at(database, noon + HOUR) == [same_beginning]
