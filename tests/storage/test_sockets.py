"""Connections to Slack: who was open when somebody was greeted."""

from datetime import datetime, timedelta

from storage import sockets
from storage.engine import Database

MINUTE = timedelta(minutes=1)


def kept(database: Database, owner: str, greeted_at: datetime, until: datetime) -> None:
    database.write(lambda conn: sockets.keep(conn, owner, greeted_at, until))


def open_at(database: Database, moment: datetime) -> int:
    with database.read() as conn:
        return sockets.open_at(conn, moment)


def each_that_was_greeted_and_is_not_closed_yet_is_open(database: Database, noon: datetime) -> None:
    kept(database, "first", noon - 9 * MINUTE, noon + MINUTE)
    kept(database, "second", noon, noon + MINUTE)
    kept(database, "closed before", noon - 9 * MINUTE, noon - MINUTE)
    kept(database, "came later", noon + MINUTE, noon + 2 * MINUTE)
    assert open_at(database, noon) == 2


def a_process_that_is_greeted_anew_is_counted_once(database: Database, noon: datetime) -> None:
    kept(database, "first", noon - 9 * MINUTE, noon)
    kept(database, "first", noon - MINUTE, noon + MINUTE)
    assert open_at(database, noon) == 1
    with database.read() as conn:
        assert sockets.newest(conn) == noon - MINUTE


def one_that_ended_long_ago_is_forgotten(database: Database, noon: datetime) -> None:
    kept(database, "first", noon - 9 * MINUTE, noon - MINUTE)
    database.write(lambda conn: sockets.forget(conn, noon))
    with database.read() as conn:
        assert sockets.newest(conn) is None
