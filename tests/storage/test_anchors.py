"""Anchors: what a chain of hashes cannot show by itself, since who changes rows can change all of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, update

from storage import anchors, journal
from storage.anchors import SHOWN, Anchor, Lost, missing, read
from storage.chain import ORIGIN
from storage.engine import Database
from storage.journal import Header
from storage.tables import JOURNAL, RELEASES

R = "boying-1.0.0"


def written(conn: Connection, noon: datetime, *words: str) -> None:
    journal.create(conn, Header(R, "boying", "Boying", "#boying", "running", 0, None, noon))
    events = [("Noted", {"said": word}) for word in words]
    journal.append(conn, R, 0, events, at=noon, cause="test", state="running", next_due=None)


def begins_anew(conn: Connection) -> None:
    conn.execute(delete(JOURNAL))
    conn.execute(delete(RELEASES))


@pytest.fixture(name="kept")
def an_anchor_of_each_entry(database: Database, noon: datetime) -> dict[int, Anchor]:
    database.write(lambda conn: written(conn, noon, "yes", "no", "perhaps"))
    with database.read() as conn:
        return {number: anchors.at(conn, R, number) for number in (1, 2, 3)}


def cut_off(conn: Connection, _noon: datetime) -> None:
    """As two statements do it: the last entry goes, and the header forgets it."""
    second = next(entry.hash for entry in journal.entries(conn, R) if entry.number == 2)
    conn.execute(delete(JOURNAL).where(JOURNAL.c.number == 3))
    conn.execute(update(RELEASES).values(version=2, head=second))


def rewritten(conn: Connection, noon: datetime) -> None:
    """Every hash is worked out anew, by this very code."""
    begins_anew(conn)
    written(conn, noon, "yes", "YES", "perhaps")


def without_a_trace(conn: Connection, _noon: datetime) -> None:
    begins_anew(conn)


@pytest.mark.parametrize(
    ("tampers", "found"),
    [
        (cut_off, {1: None, 2: None, 3: "shorter"}),
        (rewritten, {1: None, 2: "other", 3: "other"}),
        (without_a_trace, {1: "gone", 2: "gone", 3: "gone"}),
    ],
)
def what_the_chain_does_not_show_an_anchor_does(
    database: Database,
    noon: datetime,
    kept: dict[int, Anchor],
    tampers: Callable[[Connection, datetime], Any],
    found: dict[int, Lost | None],
) -> None:
    with database.read() as conn:
        assert {number: anchors.lost(conn, each) for number, each in kept.items()} == {1: None, 2: None, 3: None}
    database.write(lambda conn: tampers(conn, noon))
    with database.read() as conn:
        assert journal.verify(conn) == [], "the chain is whole"
        assert {number: anchors.lost(conn, each) for number, each in kept.items()} == found


def a_record_that_goes_on_holds_its_anchors(database: Database, noon: datetime, kept: dict[int, Anchor]) -> None:
    database.write(
        lambda conn: journal.append(conn, R, 3, [("Noted", {})], at=noon, cause="more", state="running", next_due=None)
    )
    with database.read() as conn:
        assert [anchors.lost(conn, each) for each in kept.values()] == [None] * 3


@whatever(st.integers(1, 999_999_999), st.text("0123456789abcdef", min_size=SHOWN, max_size=SHOWN))
def an_anchor_is_read_as_it_was_written(number: int, digest: str) -> None:
    written_down = Anchor(R, number, digest)
    assert read(f" {written_down}\n") == read(str(written_down).upper().replace(R.upper(), R)) == written_down


@whatever(st.text())
def what_is_no_anchor_is_read_as_none(text: str) -> None:
    found = read(text)
    assert found is None or str(found).casefold() == text.strip().casefold()


def an_anchor_of_another_release_is_not_held() -> None:
    assert missing(Anchor("another", 1, ORIGIN[:SHOWN]), R, [ORIGIN]) == "gone"
    assert missing(Anchor(R, 1, ORIGIN[:SHOWN]), R, [ORIGIN]) is None
