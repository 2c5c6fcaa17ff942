"""Samples: kept once for each watch and moment, whoever measures and however late it comes."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from storage import journal, samples
from storage.engine import Database
from storage.journal import Header
from storage.samples import Measured

R, OTHER = "boying-1.0.0", "boying-1.0.1"


@pytest.fixture(name="running")
def two_releases(database: Database, noon: datetime) -> Database:
    def write(conn: Connection) -> None:
        for release in (R, OTHER):
            journal.create(conn, Header(release, "boying", "Boying", "#boying", "running", 0, None, noon))

    database.write(write)
    return database


def measured(noon: datetime, minute: float, watch: str = "page") -> Measured:
    return Measured(watch, noon + timedelta(minutes=minute), ok=True, latency_ms=12, why="", detail="")


def kept(database: Database, since: datetime | None = None, release: str = R) -> list[Measured]:
    with database.read() as conn:
        return samples.of(conn, release, "page", since)


def the_samples_are_read_back_in_the_order_of_their_moments(running: Database, noon: datetime) -> None:
    failed = Measured("page", noon + timedelta(minutes=1), ok=False, latency_ms=None, why="wrong-status", detail="503")
    late = [measured(noon, 2), failed, measured(noon, 0), measured(noon, 1, "port")]
    assert running.write(lambda conn: samples.append(conn, R, late)) == 4
    assert kept(running) == [measured(noon, 0), failed, measured(noon, 2)]
    assert kept(running, noon + timedelta(minutes=1)) == [failed, measured(noon, 2)]
    assert kept(running, release=OTHER) == []


def only_the_first_of_a_watch_and_moment_is_kept(running: Database, noon: datetime) -> None:
    first = measured(noon, 0)
    same = replace(first, at=first.at.astimezone(timezone(timedelta(hours=8))), ok=False, why="refused")
    assert running.write(lambda conn: samples.append(conn, R, [first])) == 1
    assert running.write(lambda conn: samples.append(conn, R, [same, measured(noon, 1)])) == 1
    assert kept(running) == [first, measured(noon, 1)]


def the_samples_of_a_release_that_is_not_there_are_refused(running: Database, noon: datetime) -> None:
    with pytest.raises(IntegrityError):
        running.write(lambda conn: samples.append(conn, "none", [measured(noon, 0)]))


def what_is_old_is_forgotten_in_every_release(running: Database, noon: datetime) -> None:
    four = [measured(noon, number) for number in range(4)]
    running.write(lambda conn: samples.append(conn, R, four) + samples.append(conn, OTHER, four))
    assert running.write(lambda conn: samples.forget(conn, noon + timedelta(minutes=2))) == 4
    assert kept(running) == kept(running, release=OTHER) == [measured(noon, 2), measured(noon, 3)]


def a_database_of_the_first_schema_gets_its_samples_and_keeps_what_it_has(running: Database, noon: datetime) -> None:
    def step_back(conn: Connection) -> None:
        drops = (
            "DROP TABLE samples",
            "DROP TABLE gaps",
            "DROP TABLE orders",
            "DROP TABLE secrets",
            "DROP TABLE sockets",
            "ALTER TABLE outbox DROP COLUMN files",
            "ALTER TABLE members DROP COLUMN belongs",
            "ALTER TABLE releases DROP COLUMN signed",
        )
        team = "ALTER TABLE members ADD COLUMN team TEXT DEFAULT '' NOT NULL"
        for statement in (*drops, team, "UPDATE alembic_version SET version_num = '0001'"):
            conn.execute(text(statement))

    running.write(step_back)
    running.migrate()
    running.write(lambda conn: samples.append(conn, R, [measured(noon, 0)]))
    assert kept(running) == [measured(noon, 0)]
