"""Orders: one turn at a time, the first one once, and a turn that ran out is taken as one that may have been heard."""

from datetime import datetime, timedelta

import pytest

from storage import journal, orders
from storage.engine import Database
from storage.journal import Header
from storage.orders import Turn

MINUTE = timedelta(minutes=1)
R = "boying-1.0.0"


@pytest.fixture(name="running")
def a_release(database: Database, noon: datetime) -> Database:
    header = Header(R, "boying", "Boying", "#boying", "running", 0, None, noon)
    database.write(lambda conn: journal.create(conn, header))
    return database


def taken(database: Database, now: datetime, run: str = "D1") -> Turn:
    return database.write(lambda conn: orders.take(conn, R, run, now, now + MINUTE))


def two_who_would_order_a_run_do_it_once_and_the_other_is_told_when(running: Database, noon: datetime) -> None:
    assert taken(running, noon) == "first"
    assert taken(running, noon) == taken(running, noon + MINUTE / 2) == noon + MINUTE
    assert taken(running, noon, "D2") == "first"


def a_turn_that_ran_out_is_taken_once_and_never_as_the_first(running: Database, noon: datetime) -> None:
    taken(running, noon)
    assert taken(running, noon + MINUTE) == "again"
    assert taken(running, noon + MINUTE) == noon + 2 * MINUTE


def what_is_put_off_is_nobodys_turn_until_then(running: Database, noon: datetime) -> None:
    taken(running, noon)
    running.write(lambda conn: orders.put_off(conn, R, "D1", noon + 5 * MINUTE))
    assert taken(running, noon + 4 * MINUTE) == noon + 5 * MINUTE
    assert taken(running, noon + 5 * MINUTE) == "again"
