"""A PostgreSQL database of a test's own, and a role on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from os import environ
from uuid import uuid4

from sqlalchemy import create_engine, make_url


@contextmanager
def postgresql_address() -> Iterator[str]:
    """A database of its own on the test server, dropped afterwards."""
    address = make_url(environ["POSTGRES_TEST_URL"]).set(drivername="postgresql+psycopg")
    name = f"faults_{uuid4().hex}"
    admin = create_engine(address, isolation_level="AUTOCOMMIT")
    with admin.connect() as conn:
        conn.exec_driver_sql(f"CREATE DATABASE {name}")
    try:
        yield address.set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as conn:
            conn.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        admin.dispose()


@contextmanager
def role_on(address: str) -> Iterator[tuple[str, str]]:
    """A new role, by its name and by the address under which it reaches the same database."""
    role, password = f"captain_{uuid4().hex}", uuid4().hex
    owner = create_engine(make_url(address), isolation_level="AUTOCOMMIT")
    with owner.connect() as conn:
        conn.exec_driver_sql(f"CREATE ROLE {role} LOGIN PASSWORD '{password}'")
    try:
        yield role, make_url(address).set(username=role, password=password).render_as_string(hide_password=False)
    finally:
        with owner.connect() as conn:
            conn.exec_driver_sql(f"DROP OWNED BY {role}")
            conn.exec_driver_sql(f"DROP ROLE {role}")
        owner.dispose()
