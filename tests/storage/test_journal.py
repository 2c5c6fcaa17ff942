"""The journal: numbered without gaps, chained by hashes, decided by compare-and-set."""

import hashlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Connection, Text, delete, insert, text, type_coerce, update

from storage import causes, journal
from storage.chain import ORIGIN, Broken, digest
from storage.engine import Database
from storage.failures import Conflict
from storage.journal import Entry, Header
from storage.tables import JOURNAL, RELEASES

R = "boying-1.0.0"
PATIENCE = 20.0


def begun(conn: Connection, now: datetime, release: str = R) -> None:
    journal.create(conn, Header(release, "boying", "Boying 1.0.0", "#boying", "running", 0, None, now))


def added(
    conn: Connection, now: datetime, after: int, *data: dict[str, Any], due: datetime | None = None
) -> list[Entry]:
    events = [("Noted", each) for each in data]
    return journal.append(conn, R, after, events, at=now, cause="test", state="running", next_due=due)


@pytest.fixture(name="story")
def five_entries(database: Database, noon: datetime) -> Database:
    def write(conn: Connection) -> None:
        begun(conn, noon)
        added(conn, noon, 0, {"n": 1}, {"n": 2})
        added(conn, noon + timedelta(seconds=1), 2, {"n": 3}, {"n": 4}, {"n": 5})

    database.write(write)
    return database


def broken(database: Database, work: Callable[[Connection], Any]) -> list[Broken]:
    """What `verify` finds after somebody tampered with the tables."""
    database.write(work)
    with database.read() as conn:
        return journal.verify(conn)


def what_is_appended_is_read_back_in_order_and_is_whole(story: Database) -> None:
    with story.read() as conn:
        entries = journal.entries(conn, R)
        header = journal.header(conn, R)
        assert journal.verify(conn) == []
        assert journal.entries(conn, R, after=3) == entries[3:]
    assert [entry.number for entry in entries] == [1, 2, 3, 4, 5]
    assert [entry.data["n"] for entry in entries] == [1, 2, 3, 4, 5]
    assert header is not None
    assert header.version == 5


def each_entry_carries_the_hash_of_the_one_before(story: Database) -> None:
    with story.read() as conn:
        entries = journal.entries(conn, R)
    assert [entry.previous for entry in entries] == [ORIGIN, *(entry.hash for entry in entries[:-1])]
    assert len({entry.hash for entry in entries}) == 5


def the_hash_is_sha256_over_the_plain_json_as_written_on_every_engine(database: Database, noon: datetime) -> None:
    def write(conn: Connection) -> list[Entry]:
        begun(conn, noon)
        return added(conn, noon, 0, {"note": "通过", "rate": 0.1, "big": 10**20})

    first = database.write(write)[0]
    plain = (
        '{"at":"2021-06-14T04:00:00.000000+00:00","cause":"test","data":{"note":"通过","rate":0.1,'
        f'"big":100000000000000000000}},"kind":"Noted","number":1,"previous":"{ORIGIN}","release":"boying-1.0.0"}}'
    )
    assert first.hash == hashlib.sha256(plain.encode()).hexdigest()


def an_entry_returned_by_append_equals_the_one_read_later(database: Database, noon: datetime) -> None:
    odd = {"tuple": (1, 2), "nul": "a\0b", "half": "\ud800", "pair": "\ud83d\ude00", "floats": [1.0, 1e300], "π": None}

    def write(conn: Connection) -> list[Entry]:
        begun(conn, noon)
        return added(conn, noon, 0, odd)

    written = database.write(write)
    with database.read() as conn:
        assert journal.entries(conn, R) == written
        assert journal.verify(conn, R) == []
    assert written[0].data["tuple"] == [1, 2]
    assert written[0].data["nul"] == "a\0b"


def an_altered_entry_is_found(story: Database) -> None:
    forged = update(JOURNAL).where(JOURNAL.c.number == 3).values(data={"n": 33})
    assert broken(story, lambda conn: conn.execute(forged)) == [Broken(R, 3, "altered")]


def the_keys_of_an_entry_keep_their_order_and_changing_it_is_found(database: Database, noon: datetime) -> None:
    def write(conn: Connection) -> None:
        begun(conn, noon)
        added(conn, noon, 0, {"sections": {"rollback": 1, "installs": 2}})

    database.write(write)
    with database.read() as conn:
        assert list(journal.entries(conn, R)[0].data["sections"]) == ["rollback", "installs"]
    forged = update(JOURNAL).values(data={"sections": {"installs": 2, "rollback": 1}})
    assert broken(database, lambda conn: conn.execute(forged)) == [Broken(R, 1, "altered")]


def an_altered_moment_is_found(story: Database, noon: datetime) -> None:
    forged = update(JOURNAL).where(JOURNAL.c.number == 2).values(at=noon - timedelta(days=1))
    assert broken(story, lambda conn: conn.execute(forged)) == [Broken(R, 2, "altered")]


def an_entry_made_unreadable_is_found_without_a_crash(story: Database) -> None:
    forged = update(JOURNAL).where(JOURNAL.c.number == 4).values({JOURNAL.c.data: type_coerce("{half a", Text)})
    assert broken(story, lambda conn: conn.execute(forged)) == [Broken(R, 4, "altered")]


def an_altered_entry_with_its_hash_recomputed_is_found_at_the_next_link(story: Database) -> None:
    with story.read() as conn:
        third = journal.entries(conn, R)[2]
    new = digest(
        release=R, number=3, at=third.at, kind=third.kind, data={"n": 33}, cause=third.cause, previous=third.previous
    )
    forged = update(JOURNAL).where(JOURNAL.c.number == 3).values(data={"n": 33}, hash=new)
    assert broken(story, lambda conn: conn.execute(forged)) == [Broken(R, 4, "reordered")]


def a_removed_entry_in_the_middle_is_found(story: Database) -> None:
    removed = delete(JOURNAL).where(JOURNAL.c.number == 3)
    assert broken(story, lambda conn: conn.execute(removed)) == [Broken(R, 3, "gap")]


def a_removed_tail_is_found(story: Database) -> None:
    removed = delete(JOURNAL).where(JOURNAL.c.number >= 4)
    assert broken(story, lambda conn: conn.execute(removed)) == [Broken(R, 3, "header")]


def a_removed_tail_is_found_even_if_the_version_was_set_back(story: Database) -> None:
    def cut(conn: Connection) -> None:
        conn.execute(delete(JOURNAL).where(JOURNAL.c.number == 5))
        conn.execute(update(RELEASES).values(version=4))

    assert broken(story, cut) == [Broken(R, 4, "header")]


def a_journal_emptied_by_hand_is_found(story: Database) -> None:
    assert broken(story, lambda conn: conn.execute(delete(JOURNAL))) == [Broken(R, 0, "header")]


def two_swapped_entries_are_found(story: Database) -> None:
    def swap(conn: Connection) -> None:
        for old, new in ((2, 99), (3, 2), (99, 3)):
            conn.execute(update(JOURNAL).where(JOURNAL.c.number == old).values(number=new))

    assert broken(story, swap) == [Broken(R, 2, "reordered"), Broken(R, 3, "reordered")]


def an_entry_added_by_hand_is_found(story: Database, noon: datetime) -> None:
    with story.read() as conn:
        last = journal.entries(conn, R)[-1]
    row = {"release": R, "number": 6, "at": noon, "kind": "Noted", "data": {}, "cause": "", "previous": last.hash}
    forged = insert(JOURNAL).values(**row, hash="f" * 64)
    assert broken(story, lambda conn: conn.execute(forged)) == [Broken(R, 6, "altered"), Broken(R, 6, "header")]


def only_the_release_asked_for_is_verified(story: Database, noon: datetime) -> None:
    def write(conn: Connection) -> None:
        begun(conn, noon, "other")
        conn.execute(delete(JOURNAL).where(JOURNAL.c.number == 5))

    story.write(write)
    with story.read() as conn:
        assert journal.verify(conn, "other") == []
        assert journal.verify(conn) == journal.verify(conn, R) == [Broken(R, 4, "header")]


def a_release_cannot_be_created_twice(story: Database, noon: datetime) -> None:
    with pytest.raises(Conflict, match=R):
        story.write(lambda conn: begun(conn, noon))


def an_append_after_an_old_version_is_a_conflict_and_writes_nothing(story: Database, noon: datetime) -> None:
    with pytest.raises(Conflict):
        story.write(lambda conn: added(conn, noon, 4, {"n": "late"}))
    with story.read() as conn:
        assert len(journal.entries(conn, R)) == 5
        assert journal.verify(conn) == []


def an_append_to_a_release_that_does_not_exist_is_a_conflict(database: Database, noon: datetime) -> None:
    with pytest.raises(Conflict):
        database.write(lambda conn: added(conn, noon, 0, {"n": 1}))


def a_due_moment_can_be_moved_without_an_entry(story: Database, noon: datetime) -> None:
    later = noon + timedelta(hours=1)
    assert story.write(lambda conn: added(conn, noon, 5, due=later)) == []
    with story.read() as conn:
        assert journal.due(conn, later - timedelta(microseconds=1)) == []
        found = journal.due(conn, later)
        assert journal.verify(conn) == []
    assert [(header.release, header.version, header.next_due) for header in found] == [(R, 5, later)]


def two_hundred_racing_appends_lose_nothing_and_leave_no_gaps(database: Database, noon: datetime) -> None:
    database.write(lambda conn: begun(conn, noon))

    def sign_after(version: int, who: int, conn: Connection) -> None:
        added(conn, noon, version, {"who": who})

    def sign(who: int) -> int:
        for conflicts in range(10_000):
            with database.read() as conn:
                header = journal.header(conn, R)
            assert header is not None
            try:
                database.write(partial(sign_after, header.version, who))
            except Conflict:
                continue
            return conflicts
        pytest.fail("never got through")

    with ThreadPoolExecutor(16) as clients:
        conflicts = sum(clients.map(sign, range(200)))
    with database.read() as conn:
        entries = journal.entries(conn, R)
        assert journal.verify(conn) == []
    assert sorted(entry.data["who"] for entry in entries) == list(range(200))
    assert [entry.number for entry in entries] == list(range(1, 201))
    assert conflicts > 0, "nobody raced: the test shows nothing"


def a_due_moment_decided_on_an_overtaken_state_is_a_conflict(story: Database, noon: datetime) -> None:
    """The slower one has read version 5 and waits for the faster one's lock: it must look again when it gets it."""

    def somebody_waits() -> bool:
        if story.dialect == "sqlite":
            return story.writers_waiting == 1
        locked = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        with story.read() as conn:
            return bool(conn.execute(locked).scalar_one())

    appended = Event()

    def faster(conn: Connection) -> None:
        added(conn, noon, 5, {"n": 6})
        appended.set()
        deadline = time.monotonic() + PATIENCE
        while not somebody_waits():
            assert time.monotonic() < deadline, "nobody came second"
            time.sleep(0.001)  # between two looks at whether somebody waits

    def slower(conn: Connection) -> None:
        added(conn, noon, 5, due=noon)

    with ThreadPoolExecutor(2) as clients:
        first = clients.submit(story.write, faster)
        assert appended.wait(PATIENCE)
        second = clients.submit(story.write, slower)
        first.result()
        assert isinstance(second.exception(), Conflict)
    with story.read() as conn:
        assert journal.due(conn, noon) == []
        assert journal.verify(conn) == []


def the_headers_come_newest_first_and_by_state(database: Database, noon: datetime) -> None:
    def write(conn: Connection) -> None:
        for days, state in ((2, "done"), (0, "running"), (1, "running")):
            new = Header(f"r{days}", "p", "n", "#c", state, 0, None, noon + timedelta(days=days))
            journal.create(conn, new)

    database.write(write)
    with database.read() as conn:
        assert [header.release for header in journal.headers(conn)] == ["r2", "r1", "r0"]
        assert [header.release for header in journal.headers(conn, {"running"})] == ["r1", "r0"]
        assert journal.headers(conn, set()) == []


def a_cause_is_remembered_once_with_its_answer(database: Database, noon: datetime) -> None:
    database.write(lambda conn: causes.remember(conn, "trigger-1", R, noon, {"said": "已签"}))
    with pytest.raises(Conflict):
        database.write(lambda conn: causes.remember(conn, "trigger-1", R, noon, {"said": "twice"}))
    with database.read() as conn:
        assert causes.seen(conn, "trigger-1") == causes.Remembered("trigger-1", R, noon, {"said": "已签"})
        assert causes.seen(conn, "trigger-2") is None


def a_cause_that_conflicts_takes_the_whole_transaction_back(story: Database, noon: datetime) -> None:
    story.write(lambda conn: causes.remember(conn, "trigger-1", R, noon, {}))

    def again(conn: Connection) -> None:
        added(conn, noon, 5, {"n": "twice"})
        causes.remember(conn, "trigger-1", R, noon, {})

    with pytest.raises(Conflict):
        story.write(again)
    with story.read() as conn:
        assert len(journal.entries(conn, R)) == 5


def the_old_causes_are_forgotten_and_counted(database: Database, noon: datetime) -> None:
    def write(conn: Connection) -> None:
        for days in range(5):
            causes.remember(conn, f"c{days}", None, noon - timedelta(days=days), {})

    database.write(write)
    assert database.write(lambda conn: causes.forget_causes(conn, noon - timedelta(days=2))) == 2
    with database.read() as conn:
        assert causes.seen(conn, "c2") is not None
        assert causes.seen(conn, "c3") is None
