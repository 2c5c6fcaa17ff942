"""The database: one address in, snapshot reads and whole transactions out.

SQLite has one writer at a time, so writers of this process stand in line here instead of fighting in the file.
PostgreSQL takes several at once; the compare-and-set in `journal` and the leases in `outbox` settle who was first.
"""

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, inspect, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection

from storage.failures import Conflict, DatabaseUnusable
from storage.migrations import NEWEST
from storage.turns import TurnMissed, Turns

__all__ = ["Connection", "Database"]

T = TypeVar("T")

BUSY_SECONDS: Final = 2.5
"""How long to wait for another process's lock: below the three seconds in which Slack wants an answer."""

LOST_RACES: Final = frozenset({"40001", "40P01"})
"""PostgreSQL's serialization failure and deadlock: nothing was written, and a second try can succeed."""

LOCK_NOT_AVAILABLE: Final = "55P03"
UNDEFINED_TABLE: Final = "42P01"
NOT_ALLOWED: Final = "42501"


class Database:
    """Errors: Conflict when somebody was faster, DatabaseUnusable (for the operator) when the database cannot serve."""

    dialect: Literal["sqlite", "postgresql"]

    def __init__(self, url: str) -> None:
        """`sqlite:///file.db`, `postgresql://…` or `postgres://…`. Connects at first use."""
        address = address_of(url)
        self._shown = address.render_as_string(hide_password=True)
        self._turns = Turns(BUSY_SECONDS)
        self._thread = threading.local()
        self._turn: AbstractContextManager[None] = nullcontext()
        if address.drivername == "sqlite":
            self.dialect = "sqlite"
            self._turn = self._turns
            self._writer, self._reader = _sqlite(address)
        else:
            self.dialect = "postgresql"
            self._writer, self._reader = _postgresql(address)

    @property
    def writers_waiting(self) -> int:
        """How many writers of this process stand in line (SQLite; on PostgreSQL nobody does)."""
        return self._turns.waiting

    def migrate(self) -> None:
        """Bring the schema up to date, safely when several processes start at once.

        DatabaseUnusable when the schema is newer than this program.
        """
        if self._version() == NEWEST:
            return
        from storage.migrations.run import upgrade  # noqa: PLC0415 - Alembic is slow to import and needed here alone

        self.write(lambda conn: upgrade(conn, self._shown))

    def _version(self) -> str | None:
        """The schema's; None where there is none yet."""
        with self.read() as conn:
            if not inspect(conn).has_table("alembic_version"):
                return None
            return conn.execute(text("SELECT version_num FROM alembic_version")).scalar()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One snapshot: all reads in it see the same moment, those of the same thread that are begun inside it, too.

        Writing in it fails.
        """
        around: Connection | None = getattr(self._thread, "snapshot", None)
        if around is not None:
            yield around
            return
        with told_plainly(self._shown), self._reader.connect() as conn, conn.begin():
            # Kept per thread: what a request looks up in several places must be one moment, or a card could contradict
            # itself.
            self._thread.snapshot = conn
            try:
                yield conn
            finally:
                self._thread.snapshot = None

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction: committed when it returns, rolled back when it raises. Not to be nested."""
        if getattr(self._thread, "writing", False):
            message = "Database.write called within Database.write: pass the connection on instead"
            raise RuntimeError(message)
        self._thread.writing = True
        waits_until = time.monotonic() + BUSY_SECONDS
        try:
            # In this order: the turn first, so that nobody holds the one connection while standing in line for it.
            with self._turn, told_plainly(self._shown), self._writer.connect() as conn:
                if self.dialect == "sqlite":  # what was waited in line is not waited once more for the file
                    left = math.ceil(max(waits_until - time.monotonic(), 0) * 1000)
                    conn.connection.cursor().execute(f"PRAGMA busy_timeout={left}")
                with conn.begin():
                    return work(conn)
        except TurnMissed:
            raise DatabaseUnusable(_locked(self._shown)) from None
        finally:
            self._thread.writing = False

    def close(self) -> None:
        self._writer.dispose()
        self._reader.dispose()


@contextmanager
def trial(address: URL) -> Iterator[Connection]:
    """A writer's transaction on what is there, rolled back at its end. No file is made, and no setting changed."""
    options: dict[str, Any] = {"connect_timeout": 3, "options": f"-c lock_timeout={int(BUSY_SECONDS * 1000)}"}
    if address.drivername == "sqlite":
        file = Path(address.database or "").resolve().as_uri()
        address = address.set(database=file, query={"mode": "rw", "uri": "true"})
        options = {"timeout": BUSY_SECONDS, "isolation_level": None}
    engine = create_engine(address, connect_args=options)
    if address.drivername == "sqlite":
        event.listen(engine, "begin", lambda conn: conn.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.connect() as conn:
            transaction = conn.begin()
            try:
                yield conn
            finally:
                transaction.rollback()
    finally:
        engine.dispose()


@contextmanager
def told_plainly(shown: str) -> Iterator[None]:
    """An engine's errors as Conflict or DatabaseUnusable, about the database shown like this."""
    try:
        yield
    except exc.TimeoutError as error:
        message = f"{shown}: all connections are busy; try again, or give the server more room"
        raise DatabaseUnusable(message) from error
    except exc.DBAPIError as error:
        plain = _plain(error, shown)
        if plain is None:
            raise
        raise plain from error


def _plain(error: exc.DBAPIError, shown: str) -> Conflict | DatabaseUnusable | None:
    """What an engine's error means to the caller; None for a mistake in our own SQL."""
    state = getattr(error.orig, "sqlstate", None)
    said = " ".join(str(error.orig).split())
    if state in LOST_RACES:
        return Conflict(f"{shown}: another transaction was faster")
    if state == LOCK_NOT_AVAILABLE or "database is locked" in said:
        return DatabaseUnusable(_locked(shown))
    if state == UNDEFINED_TABLE or "no such table" in said:
        return DatabaseUnusable(f"{shown}: the schema is missing ({said}); start the bot once, which creates it")
    if state == NOT_ALLOWED:
        mend = "let the role do what the bot needs, as the owner of the tables: python -m bot grant ROLE"
        return DatabaseUnusable(f"{shown}: {said}; {mend}")
    broken = isinstance(error, exc.OperationalError | exc.InterfaceError) or error.connection_invalidated
    if broken or "not a database" in said or "malformed" in said:
        return DatabaseUnusable(f"{shown}: {said}; check DATABASE_URL, the file or server, and its permissions")
    return None


def _locked(shown: str) -> str:
    return f"{shown}: somebody else has held a lock for {BUSY_SECONDS} s; try again, or end the process that holds it"


def address_of(url: str) -> URL:
    """DatabaseUnusable for one that names no database that lasts."""
    forms = "use sqlite:///file.db or postgresql://user:password@host:port/name"
    try:
        address = make_url(url)
    except exc.ArgumentError:  # its message repeats the address, password included
        message = f"DATABASE_URL is no database address; {forms}"
        raise DatabaseUnusable(message) from None
    match address.drivername:
        case "sqlite" if address.database and address.database != ":memory:":
            return address
        case "postgres" | "postgresql" | "postgresql+psycopg":
            return address.set(drivername="postgresql+psycopg")
        case name:
            message = f"DATABASE_URL names {name!r} without a database that lasts; {forms}"
            raise DatabaseUnusable(message)


def _sqlite(address: URL) -> tuple[Engine, Engine]:
    """A writer with one connection, which takes the lock when it begins, and readers that cannot write.

    The driver's own BEGIN comes too late and is not IMMEDIATE: two transactions then read the same row and one update
    is lost. So the driver is told to leave transactions alone, and each BEGIN is said here.
    """
    # isolation_level=None: https://docs.python.org/3/library/sqlite3.html#sqlite3-controlling-transactions
    options: dict[str, Any] = {"timeout": BUSY_SECONDS, "isolation_level": None, "check_same_thread": False}
    writer = create_engine(address, connect_args=options, pool_size=1, max_overflow=0)
    reader = create_engine(address, connect_args=options, pool_size=8, max_overflow=-1)
    for engine, begin in ((writer, "BEGIN IMMEDIATE"), (reader, "BEGIN")):
        event.listen(engine, "connect", _durable)
        event.listen(engine, "begin", lambda conn, begin=begin: conn.exec_driver_sql(begin))
    event.listen(reader, "connect", lambda raw, _: raw.execute("PRAGMA query_only=ON"))
    return writer, reader


def _durable(raw: DBAPIConnection, _record: object) -> None:
    cursor = raw.cursor()
    mode = cursor.execute("PRAGMA journal_mode=WAL").fetchone()[0]
    if mode != "wal":
        message = f"the SQLite file cannot keep a write-ahead log (it says {mode!r}); put it on a local disk"
        raise DatabaseUnusable(message)
    # In WAL mode NORMAL may lose the last commits with the power, and Slack was told already that they are kept:
    # https://www.sqlite.org/pragma.html#pragma_synchronous
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _postgresql(address: URL) -> tuple[Engine, Engine]:
    """READ COMMITTED for writers, a read-only REPEATABLE READ snapshot for readers, one pool for both.

    A lock is waited for as long as on SQLite; a replica frozen in mid-transaction is cut off by the server.
    """
    limits = f"-c lock_timeout={int(BUSY_SECONDS * 1000)} -c idle_in_transaction_session_timeout=15000"
    try:
        writer = create_engine(
            address,
            connect_args={"connect_timeout": 3, "options": limits},
            isolation_level="READ COMMITTED",
            pool_size=10,
            max_overflow=10,
            pool_timeout=BUSY_SECONDS,
            pool_pre_ping=True,
        )
    except ModuleNotFoundError as error:
        message = "PostgreSQL needs the driver psycopg; install release-captain[postgres]"
        raise DatabaseUnusable(message) from error
    # READ COMMITTED for writers: who lost the race must see the winner's version to be told Conflict, not a stale
    # snapshot.
    return writer, writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
