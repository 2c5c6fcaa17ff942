"""The database: whole transactions, writers in order, two processes on one file, a schema that fits."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event, Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, exc, select, text, update

from storage import journal, people
from storage.engine import Database
from storage.failures import Conflict, DatabaseUnusable
from storage.journal import Header
from storage.migrations import NEWEST
from storage.tables import METADATA, RELEASES

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


def until(fact: Callable[[], bool]) -> None:
    """Wait for other threads or processes, not for time."""
    deadline = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.001)  # between two looks


def version(database: Database, release: str = "r") -> int:
    with database.read() as conn:
        header = journal.header(conn, release)
    assert header is not None
    return header.version


def count_up(conn: Connection) -> None:
    """The classic racing update: read, then write what was read plus one."""
    read = conn.execute(select(RELEASES.c.version).with_for_update()).scalar_one()
    conn.execute(update(RELEASES).values(version=read + 1))


@pytest.fixture(name="counted")
def database_with_one_release(database: Database, noon: datetime) -> Database:
    database.write(lambda conn: journal.create(conn, Header("r", "p", "n", "#c", "running", 0, None, noon)))
    return database


@pytest.fixture(name="file")
def sqlite_file(tmp_path: Path, opened: Callable[[str], Database]) -> Database:
    database = opened(f"sqlite:///{tmp_path / 'release.db'}")
    database.migrate()
    return database


def a_migrated_database_has_exactly_the_tables_of_the_code(database: Database) -> None:
    with database.read() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        assert context.get_current_heads() == (NEWEST,)


def a_second_migration_changes_nothing(counted: Database) -> None:
    counted.migrate()
    assert version(counted) == 0


def a_schema_newer_than_the_program_is_refused_with_what_to_do(database: Database) -> None:
    database.write(lambda conn: conn.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(DatabaseUnusable, match=r"9999 is newer than this program; run the version that wrote it"):
        database.migrate()


def two_processes_may_migrate_an_empty_database_at_once(address: str, opened: Callable[[str], Database]) -> None:
    both = [python("from storage.engine import Database; Database(sys.argv[1]).migrate()", address) for _ in range(2)]
    assert [process.wait(PATIENCE) for process in both] == [0, 0]
    with opened(address).read() as conn:
        assert journal.headers(conn) == []


def python(code: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", f"import sys\n{code}", *arguments], cwd=ROOT)


def a_transaction_that_raises_leaves_no_trace(counted: Database) -> None:
    def half_done(conn: Connection) -> None:
        count_up(conn)
        raise LookupError

    with pytest.raises(LookupError):
        counted.write(half_done)
    assert version(counted) == 0
    counted.write(count_up)
    assert version(counted) == 1


def a_write_hands_back_what_its_work_returns(counted: Database) -> None:
    assert counted.write(lambda conn: journal.headers(conn)[0].release) == "r"


def a_write_within_a_write_is_a_bug_and_says_so(counted: Database) -> None:
    with pytest.raises(RuntimeError, match="pass the connection on"):
        counted.write(lambda _: counted.write(count_up))
    counted.write(count_up)
    assert version(counted) == 1


def a_read_sees_one_moment_whatever_is_written_meanwhile(counted: Database) -> None:
    with counted.read() as conn:
        before = journal.header(conn, "r")
        counted.write(count_up)
        assert journal.header(conn, "r") == before
    assert version(counted) == 1


def a_read_begun_within_another_sees_the_same_moment(counted: Database) -> None:
    with counted.read():
        version(counted)
        other = Thread(target=counted.write, args=(count_up,))
        other.start()
        other.join()
        assert version(counted) == 0
    assert version(counted) == 1


def a_read_cannot_write(counted: Database) -> None:
    with pytest.raises((DatabaseUnusable, exc.DBAPIError)), counted.read() as conn:
        count_up(conn)
    assert version(counted) == 0


def no_update_of_four_hundred_racing_ones_is_lost(counted: Database) -> None:
    with ThreadPoolExecutor(16) as clients:
        list(clients.map(lambda _: counted.write(count_up), range(400)))
    assert version(counted) == 400


def counted_up(database: Database) -> None:
    """Whoever is told that the database is busy comes again: SQLite lets a process wait behind one that came later."""
    while True:
        try:
            return database.write(count_up)
        except DatabaseUnusable as busy:
            assert "held a lock" in str(busy)


def two_processes_write_the_same_database_and_lose_nothing(counted: Database, address: str) -> None:
    code = """
from storage.engine import Database
from tests.storage.test_engine import counted_up
database = Database(sys.argv[1])
for _ in range(100):
    counted_up(database)
"""
    other = python(code, address)
    until(lambda: version(counted) > 0 or other.poll() is not None)
    for _ in range(100):
        counted_up(counted)
    assert other.wait(PATIENCE) == 0
    assert version(counted) == 200


def two_hundred_writers_are_served_in_the_order_in_which_they_came(file: Database) -> None:
    served: list[int] = []
    gate, inside = Event(), Event()

    def serve(number: int, _: Connection) -> None:
        served.append(number)

    def hold(_: Connection) -> None:
        inside.set()
        gate.wait(PATIENCE)

    writers = [Thread(target=file.write, args=[hold])]
    writers[0].start()
    inside.wait(PATIENCE)
    for number in range(200):
        writers.append(Thread(target=file.write, args=[partial(serve, number)]))
        writers[-1].start()
        until(lambda: file.writers_waiting == len(writers) - 1)
    gate.set()
    for writer in writers:
        writer.join(PATIENCE)
    assert served == list(range(200))
    assert file.writers_waiting == 0


def a_writer_that_fails_lets_the_next_one_through(file: Database) -> None:
    def work(number: int) -> int:
        return file.write(lambda _: 1 // (number % 2))

    with ThreadPoolExecutor(8) as clients:
        outcomes = [clients.submit(work, number) for number in range(40)]
    assert [outcome.exception() is None for outcome in outcomes] == [number % 2 == 1 for number in range(40)]


def a_file_locked_by_another_process_for_too_long_is_said_plainly(file: Database, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "release.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseUnusable, match="somebody else has held a lock"):
        file.write(journal.headers)
    other.close()
    assert file.write(journal.headers) == []


def a_sqlite_file_is_durable_and_keeps_a_write_ahead_log(file: Database) -> None:
    def settings(conn: Connection) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys")
        return [conn.execute(text(f"PRAGMA {name}")).scalar() for name in names]

    assert file.write(settings) == ["wal", 2, 1]


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///:memory:", "mysql://u:secret@h/d", "release.db", ""])
def an_address_of_no_lasting_database_is_refused_without_repeating_its_password(address: str) -> None:
    with pytest.raises(DatabaseUnusable, match=r"use sqlite:///file\.db or postgresql://") as refused:
        Database(address)
    assert "secret" not in str(refused.value)


def a_file_that_is_no_database_is_refused_with_its_name(tmp_path: Path, opened: Callable[[str], Database]) -> None:
    (tmp_path / "notes.db").write_text("no database at all, just a text that is long enough to be looked at" * 99)
    with pytest.raises(DatabaseUnusable, match=r"notes\.db: .*check DATABASE_URL"):
        opened(f"sqlite:///{tmp_path / 'notes.db'}").migrate()


def a_file_in_a_folder_that_does_not_exist_is_refused(tmp_path: Path, opened: Callable[[str], Database]) -> None:
    with pytest.raises(DatabaseUnusable, match="unable to open database file"):
        opened(f"sqlite:///{tmp_path / 'nowhere' / 'release.db'}").migrate()


def a_database_that_only_pretends_to_be_a_file_is_refused(opened: Callable[[str], Database]) -> None:
    with pytest.raises(DatabaseUnusable, match="put it on a local disk"):
        opened("sqlite:///file::memory:?uri=true").migrate()


def a_database_without_a_schema_says_how_to_get_one(tmp_path: Path, opened: Callable[[str], Database]) -> None:
    empty = opened(f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(DatabaseUnusable, match="start the bot once"), empty.read() as conn:
        journal.headers(conn)


def a_server_that_does_not_answer_is_named_without_its_password(opened: Callable[[str], Database]) -> None:
    absent = opened("postgres://bot:secret@127.0.0.1:1/release")
    with pytest.raises(DatabaseUnusable, match=r"bot:\*\*\*@127\.0\.0\.1:1/release: .*check DATABASE_URL") as refused:
        absent.migrate()
    assert "secret" not in str(refused.value)


@pytest.mark.postgres
@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def a_deadlock_is_a_conflict_to_be_retried(database: Database, noon: datetime) -> None:
    def both(conn: Connection) -> None:
        for release in ("a", "b"):
            journal.create(conn, Header(release, "p", "n", "#c", "running", 0, None, noon))

    database.write(both)
    first, second = Event(), Event()

    def crossing(mine: str, theirs: str, here: Event, there: Event) -> None:
        def work(conn: Connection) -> None:
            conn.execute(update(RELEASES).where(RELEASES.c.release == mine).values(version=1))
            here.set()
            there.wait(PATIENCE)
            conn.execute(update(RELEASES).where(RELEASES.c.release == theirs).values(version=1))

        database.write(work)

    with ThreadPoolExecutor(2) as clients:
        outcomes = [
            clients.submit(crossing, "a", "b", first, second),
            clients.submit(crossing, "b", "a", second, first),
        ]
    errors = [outcome.exception() for outcome in outcomes]
    assert [type(error) for error in errors if error] == [Conflict]


def a_member_is_found_by_their_address_in_any_case_and_the_active_one_wins(database: Database, noon: datetime) -> None:
    left = people.Member(
        "U1", "here", "Fang@boying.example", "方浩", "zh-CN", "Asia/Shanghai", active=False, guest=False
    )
    back = people.Member(
        "U0", "here", "fang@boying.example", "方浩", "zh-CN", "Asia/Shanghai", active=True, guest=False
    )
    database.write(lambda conn: people.save_members(conn, [left, back], noon))
    with database.read() as conn:
        found = people.by_email(conn, ["FANG@boying.example", "nobody@boying.example", ""])
        assert {email: member.user for email, member in found.items()} == {"fang@boying.example": "U0"}
        assert people.member(conn, "U0") == back
        assert [member.user for member in people.members(conn)] == ["U0", "U1"]


def a_member_told_again_is_corrected(database: Database, noon: datetime) -> None:
    for active in (True, False):
        told = people.Member("U1", "here", "a@b.example", "方浩", "zh-CN", "Asia/Shanghai", active=active, guest=False)
        database.write(partial(people.save_members, members=[told], now=noon))
    with database.read() as conn:
        member = people.member(conn, "U1")
    assert member is not None
    assert not member.active


def a_channel_name_given_to_another_channel_leads_there(database: Database) -> None:
    database.write(lambda conn: people.save_channel(conn, "#boying", "C1"))
    database.write(lambda conn: people.save_channel(conn, "boying", "C2"))
    database.write(lambda conn: people.save_channel(conn, "renamed", "C2"))
    database.write(lambda conn: people.save_dm(conn, "U1", "D1"))
    with database.read() as conn:
        assert people.channel_id(conn, "#boying") is None
        assert people.channel_id(conn, "renamed") == "C2"
        assert people.channel_name(conn, "C2") == "renamed"
        assert people.channel_name(conn, "C1") is None
        assert people.dm(conn, "U1") == "D1"
        assert people.dm(conn, "U2") is None
