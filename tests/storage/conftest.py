"""A fresh, migrated database for each test, on every engine there is."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url

from storage.engine import Database
from tests.migrated import migrated


@pytest.fixture(name="noon", scope="session")
def its_noon() -> datetime:
    return datetime(2021, 6, 14, 4, 0, tzinfo=UTC)


@contextmanager
def postgresql_address() -> Iterator[str]:
    """A database of its own on the test server, dropped afterwards."""
    address = make_url(os.environ["POSTGRES_TEST_URL"]).set(drivername="postgresql+psycopg")
    name = f"storage_{uuid4().hex}"
    admin = create_engine(address, isolation_level="AUTOCOMMIT")
    with admin.connect() as conn:
        conn.exec_driver_sql(f"CREATE DATABASE {name}")
    try:
        yield address.set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as conn:
            conn.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        admin.dispose()


@pytest.fixture(name="address", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def address_of_an_empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'release.db'}"
        return
    with postgresql_address() as address:
        yield address


@pytest.fixture(name="opened")
def opener() -> Iterator[Callable[[str], Database]]:
    """Opens databases and closes them when the test is over."""
    databases: list[Database] = []

    def opened(address: str) -> Database:
        databases.append(Database(address))
        return databases[-1]

    yield opened
    for database in databases:
        database.close()


@pytest.fixture(name="database")
def migrated_database(address: str, opened: Callable[[str], Database], tmp_path: Path) -> Database:
    if address.startswith("sqlite"):
        address = migrated(tmp_path / "release.db")
    database = opened(address)
    database.migrate()
    return database
