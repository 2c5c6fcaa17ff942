"""The story of each release: a header row for lists and clocks, and entries that are only ever added.

Two who append at once are told apart by the header's version: one wins, the other gets Conflict and decides again.
What an entry means is none of this module's business.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, exc, insert, select, union, update

from storage.chain import ORIGIN, Broken, digest, verify
from storage.columns import json_text
from storage.failures import Conflict, DatabaseUnusable
from storage.signatures import NOBODYS, Keys
from storage.tables import JOURNAL, RELEASES
from storage.upserts import unless_there

__all__ = [
    "Broken", "End", "Entry", "Header",
    "append", "create", "due", "ends", "entries", "header", "headers", "hold", "names", "sign", "verify",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Header:
    """A release in one row. `version` is the number of its last entry, 0 before the first.

    `next_due`: when time alone asks for the next look; None while nothing is due by itself.
    """

    release: str
    plan: str
    name: str
    channel: str
    state: str
    version: int
    next_due: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as it was written. `hash` covers every other field; `previous` is the hash of the entry before."""

    release: str
    number: int
    at: datetime
    kind: str
    data: dict[str, Any]
    cause: str
    hash: str
    previous: str


@dataclass(frozen=True, slots=True)
class End:
    """How far a record goes, as its header has it: the last entry's number and hash, and their signature."""

    release: str
    number: int
    hash: str
    signed: str


_CREATE: Final = unless_there(RELEASES)
_HEADER_COLUMNS: Final = [column for column in RELEASES.columns if column.name not in ("head", "signed")]
_HEADERS: Final = select(*_HEADER_COLUMNS).order_by(RELEASES.c.created_at.desc(), RELEASES.c.release.desc())
_HEADER: Final = select(*_HEADER_COLUMNS).where(RELEASES.c.release == bindparam("of"))
_HOLD: Final = select(RELEASES.c.version).where(RELEASES.c.release == bindparam("of")).with_for_update()
_HEAD: Final = select(RELEASES.c.version, RELEASES.c.head, RELEASES.c.signed).where(
    RELEASES.c.release == bindparam("of")
)
_DUE: Final = (
    select(*_HEADER_COLUMNS)
    .where(RELEASES.c.next_due <= bindparam("now"))
    .order_by(RELEASES.c.next_due, RELEASES.c.release)
)
_ADVANCE: Final = (
    update(RELEASES)
    .where(RELEASES.c.release == bindparam("of"), RELEASES.c.version == bindparam("after"))
    .values(
        version=bindparam("to"),
        head=bindparam("new_head"),
        signed=bindparam("new_signed"),
        state=bindparam("new_state"),
        next_due=bindparam("new_due"),
    )
)
_ENDS: Final = select(RELEASES.c.release, RELEASES.c.version, RELEASES.c.head, RELEASES.c.signed).where(
    RELEASES.c.version > 0
)
_NAMES: Final = union(select(RELEASES.c.release), select(JOURNAL.c.release))
_SIGN: Final = (
    update(RELEASES)
    .where(RELEASES.c.release == bindparam("of"), RELEASES.c.version == bindparam("at_version"))
    .values(signed=bindparam("new_signed"))
)
_APPEND: Final = insert(JOURNAL)
_ENTRIES: Final = (
    select(*(JOURNAL.c[name] for name in ("release", "number", "at", "kind", "data", "cause", "hash", "previous")))
    .where(JOURNAL.c.release == bindparam("of"), JOURNAL.c.number > bindparam("after"))
    .order_by(JOURNAL.c.number)
)


def create(conn: Connection, new: Header) -> None:
    """Begin a release that has no entries yet. Conflict when its id is taken."""
    if new.version:
        message = f"a new release has no entries, yet {new.release} comes with version {new.version}"
        raise ValueError(message)
    values = {column.name: getattr(new, column.name) for column in _HEADER_COLUMNS}
    if not conn.execute(_CREATE.on(conn), {**values, "head": ORIGIN}).rowcount:
        message = f"the release {new.release} exists already"
        raise Conflict(message)


def header(conn: Connection, release: str) -> Header | None:
    row = conn.execute(_HEADER, {"of": release}).one_or_none()
    return None if row is None else Header(*row)


def headers(conn: Connection, states: Collection[str] | None = None) -> list[Header]:
    """Newest first; those in one of `states`, or all."""
    wanted = _HEADERS if states is None else _HEADERS.where(RELEASES.c.state.in_(states))
    return [Header(*row) for row in conn.execute(wanted)]


def hold(conn: Connection, release: str) -> None:
    """Let who else writes this release wait until this transaction ends, instead of losing the race and trying again.

    SQLite has one writer at a time in any case.
    """
    if conn.dialect.name == "postgresql":
        conn.execute(_HOLD, {"of": release})


def due(conn: Connection, now: datetime) -> list[Header]:
    """The releases whose `next_due` has come, longest overdue first."""
    return [Header(*row) for row in conn.execute(_DUE, {"now": now})]


def append(  # noqa: PLR0913 - what is added, and what the header says afterwards
    conn: Connection,
    release: str,
    after: int,
    kinds_and_data: Sequence[tuple[str, dict[str, Any]]],
    *,
    at: datetime,
    cause: str,
    state: str,
    next_due: datetime | None,
    keys: Keys = NOBODYS,
) -> list[Entry]:
    """Add entries `after + 1`, … and set the header's state and next due moment, which alone may be asked for too.

    Conflict when the release is not, or no longer, at version `after`. DatabaseUnusable when its end is signed, and
    nobody here can sign the next one.
    """
    found = conn.execute(_HEAD, {"of": release}).one_or_none()
    if found is None or found.version != after:
        raise _overtaken(release, after)
    added = _chained(release, after, found.head, kinds_and_data=kinds_and_data, at=at.astimezone(UTC), cause=cause)
    if added and found.signed and keys.signer is None:
        raise DatabaseUnusable(
            f"the record of {release} is signed, and nothing is added unsigned: set SIGNING_KEY_FILE"
        )
    head = added[-1].hash if added else found.head
    advance = {
        "of": release,
        "after": after,
        "to": after + len(added),
        "new_head": head,
        "new_signed": keys.signed(release, after + len(added), head) if added else found.signed,
        "new_state": state,
        "new_due": next_due,
    }
    # The header moves before the entries are there: of two who read the same version, one finds no row to move.
    if not conn.execute(_ADVANCE, advance).rowcount:
        raise _overtaken(release, after)
    if added:
        _insert(conn, added)
    return added


def _insert(conn: Connection, added: Sequence[Entry]) -> None:
    rows = [{name: getattr(entry, name) for name in Entry.__slots__} for entry in added]
    try:
        conn.execute(_APPEND, rows)
    # The primary key (release, number) is the last word, should a header ever have been changed by hand.
    except exc.IntegrityError as error:
        raise _overtaken(added[0].release, added[0].number - 1) from error


def _chained(
    release: str,
    after: int,
    head: str,
    *,
    kinds_and_data: Sequence[tuple[str, dict[str, Any]]],
    at: datetime,
    cause: str,
) -> list[Entry]:
    chain: list[Entry] = []
    for number, (kind, data) in enumerate(kinds_and_data, start=after + 1):
        as_stored = json.loads(json_text(data))  # what a reader will get back: lists for tuples, text for number keys
        new = digest(release=release, number=number, at=at, kind=kind, data=as_stored, cause=cause, previous=head)
        chain.append(Entry(release, number, at, kind, as_stored, cause, hash=new, previous=head))
        head = new
    return chain


def _overtaken(release: str, after: int) -> Conflict:
    return Conflict(f"the release {release} is not at version {after}: load it again and decide again")


def entries(conn: Connection, release: str, after: int = 0) -> list[Entry]:
    """The entries numbered above `after`, in order."""
    return [Entry(*row) for row in conn.execute(_ENTRIES, {"of": release, "after": after})]


def ends(conn: Connection, release: str | None = None) -> list[End]:
    """Of each record that has entries, or of this one."""
    wanted = _ENDS if release is None else _ENDS.where(RELEASES.c.release == release)
    return [End(*row) for row in conn.execute(wanted)]


def names(conn: Connection) -> set[str]:
    """The releases that have a header or entries; one that lacks either is not as it was written."""
    return set(conn.execute(_NAMES).scalars())


def sign(conn: Connection, end: End, keys: Keys) -> bool:
    """Sign a record that ends so, which nobody has signed; False where it has gone on meanwhile."""
    signed = {"of": end.release, "at_version": end.number, "new_signed": keys.signed(end.release, end.number, end.hash)}
    return bool(conn.execute(_SIGN, signed).rowcount)
