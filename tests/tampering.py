"""Whoever can write to the database, at work: rows changed behind the bot's back, with every hash worked out anew."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from storage import journal
from storage.chain import ORIGIN, digest
from storage.columns import json_text, moment_text
from storage.engine import Database
from storage.journal import Entry

INSERT = "insert into journal (number, release, at, kind, data, cause, previous, hash) values (?, ?, ?, ?, ?, ?, ?, ?)"


def tampered(file: Path, statement: str, *values: Any) -> int:
    """How many rows this statement changed. Foreign keys hold nobody up."""
    with closing(sqlite3.connect(file)) as database, database:
        return database.execute(statement, values).rowcount


def rewritten(file: Path, release: str, change: Callable[[list[Entry]], list[Entry]]) -> None:
    """The release's record as `change` makes it of the true one: its chain is whole, and its header knows its end."""
    database = Database(f"sqlite:///{file}")
    with database.read() as conn:
        entries = change(journal.entries(conn, release))
    database.close()
    tampered(file, "delete from journal where release = ?", release)
    head = ORIGIN
    for number, entry in enumerate(entries, start=1):
        fields: dict[str, Any] = {
            "release": release,
            "kind": entry.kind,
            "data": entry.data,
            "cause": entry.cause,
            "previous": head,
        }
        new = digest(number=number, at=entry.at, **fields)
        row = (number, release, moment_text(entry.at), entry.kind, json_text(entry.data), entry.cause, head, new)
        tampered(file, INSERT, *row)
        head = new
    tampered(file, "update releases set version = ?, head = ? where release = ?", len(entries), head, release)
