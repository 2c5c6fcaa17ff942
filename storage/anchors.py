"""An anchor: a word for the end of a record, short enough to be kept elsewhere, in a message, a mail, on paper.

Who changes rows can work out every hash of the chain anew, or cut entries off its end; what has left the house before
cannot be changed with it. A record holds an anchor when its entry of that number has that hash.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import Connection, bindparam, select

from storage.journal import End, Entry
from storage.tables import JOURNAL

SHOWN: Final = 20
"""Digits of the hash, of four bits each: nobody finds another record with the same eighty bits."""
WORD: Final = re.compile(rf"(\S+)@([1-9]\d{{0,8}}):([0-9a-f]{{{SHOWN}}})", re.IGNORECASE)

Lost = Literal["gone", "shorter", "other"]
"""What is wrong with a record that does not hold an anchor.

gone: there is no such record. shorter: it ends before that entry. other: that entry, or one before it, is another one.
"""


@dataclass(frozen=True, slots=True)
class Anchor:
    """`hash`: the first digits of the entry's."""

    release: str
    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.release}@{self.number}:{self.hash}"


_HASH: Final = select(JOURNAL.c.hash).where(
    JOURNAL.c.release == bindparam("of"), JOURNAL.c.number == bindparam("numbered")
)
_HASHES: Final = select(JOURNAL.c.hash).where(JOURNAL.c.release == bindparam("of")).order_by(JOURNAL.c.number)


def of(entry: Entry) -> Anchor:
    """Of a record that ends with this entry."""
    return Anchor(entry.release, entry.number, entry.hash[:SHOWN])


def end(found: End) -> Anchor:
    """Of a record that its header says ends so."""
    return Anchor(found.release, found.number, found.hash[:SHOWN])


def read(text: str) -> Anchor | None:
    """The anchor that somebody kept; None for what is none."""
    found = WORD.fullmatch(text.strip())
    return Anchor(found[1], int(found[2]), found[3].lower()) if found else None


def at(conn: Connection, release: str, number: int) -> Anchor:
    """The anchor of a record that ends with this entry. NoResultFound where it has none."""
    found = conn.execute(_HASH, {"of": release, "numbered": number}).scalar_one()
    return Anchor(release, number, found[:SHOWN])


def lost(conn: Connection, kept: Anchor) -> Lost | None:
    """What is wrong with the record that this anchor was taken of; None where it holds it still."""
    return missing(kept, kept.release, conn.execute(_HASHES, {"of": kept.release}).scalars().all())


def missing(kept: Anchor, release: str, hashes: Sequence[str]) -> Lost | None:
    """The same for a record given as the hashes of its entries, in order. That they make a chain is not asked here."""
    if kept.release != release or not hashes:
        return "gone"
    if kept.number > len(hashes):
        return "shorter"
    return None if hashes[kept.number - 1].startswith(kept.hash) else "other"
