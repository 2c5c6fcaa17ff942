"""The chain of hashes over a release's journal, and what can be found wrong with it.

It shows that rows were changed, moved, removed or added by hand. It cannot show a journal rewritten as a whole by
somebody who also recomputes every hash: for that there are `signatures` and `anchors`.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import Connection, Text, select, type_coerce

from storage.columns import json_text, moment_text
from storage.signatures import Flaw
from storage.tables import JOURNAL, RELEASES

ORIGIN: Final = "0" * 64
"""What stands for the hash before the first entry."""

What = Literal["altered", "reordered", "gap", "header", "rewritten"] | Flaw


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing wrong with a release's record, at this entry.

    altered: its content does not yield its hash. reordered: the content is whole but stands in the wrong place.
    gap: no entry has this number though a later one exists. header: the last entry is not the one the header knows,
    so that entries were removed from or added to the end, or the header itself is gone or tells of another state.
    rewritten: this process has seen another entry there before. Of the record's end, as `signatures.Flaw` says.
    """

    release: str
    number: int
    what: What


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as it lies somewhere, in a table or a file; a hand may have made its moment or its data unreadable."""

    release: str
    number: int
    at: datetime | str
    kind: str
    data: str
    cause: str
    previous: str
    hash: str


def digest(*, release: str, number: int, at: datetime, kind: str, data: Any, cause: str, previous: str) -> str:
    """SHA-256, in hex, over the entry's fields as JSON, in this order, the moment in UTC with microseconds."""
    fields = {
        "at": moment_text(at),
        "cause": cause,
        "data": data,
        "kind": kind,
        "number": number,
        "previous": previous,
        "release": release,
    }
    return hashlib.sha256(json_text(fields).encode()).hexdigest()


_RAW: Final = select(
    JOURNAL.c.release,
    JOURNAL.c.number,
    type_coerce(JOURNAL.c.at, Text).label("at"),  # as it lies there: a hand may have made it unreadable
    JOURNAL.c.kind,
    type_coerce(JOURNAL.c.data, Text).label("data"),
    JOURNAL.c.cause,
    JOURNAL.c.previous,
    JOURNAL.c.hash,
).order_by(JOURNAL.c.release, JOURNAL.c.number)
_HEADS: Final = select(RELEASES.c.release, RELEASES.c.version, RELEASES.c.head)


def verify(conn: Connection, release: str | None = None) -> list[Broken]:
    """Everything that is wrong with one release's journal, or with every release's. Empty when the record is whole."""
    raw, known = _RAW, _HEADS
    if release is not None:
        raw, known = raw.where(JOURNAL.c.release == release), known.where(RELEASES.c.release == release)
    stories: defaultdict[str, list[Line]] = defaultdict(list)
    for row in conn.execute(raw):
        stories[row.release].append(Line(*row))
    heads = {row.release: (row.version, row.head) for row in conn.execute(known)}
    return [broken for name in sorted(stories.keys() | heads) for broken in check(name, stories[name], heads.get(name))]


def check(release: str, rows: Sequence[Line], head: tuple[int, str] | None) -> list[Broken]:
    """What is wrong with these entries, by number, that are to end with `head`: its number and its hash."""
    found: list[Broken] = []
    places = _places(rows)
    number, previous = 0, ORIGIN
    linked = True  # an entry is blamed for its link only where the one before it stands and is whole
    for row in rows:
        missing = range(number + 1, row.number)
        found += [Broken(release, absent, "gap") for absent in missing]
        whole = _yields(row, row.number)
        if not whole:
            moved = _yields(row, places.get(row.hash, 0))
            found.append(Broken(release, row.number, "reordered" if moved else "altered"))
        elif linked and not missing and row.previous != previous:
            found.append(Broken(release, row.number, "reordered"))
        number, previous, linked = row.number, row.hash, whole
    if head != (number, previous):
        found.append(Broken(release, number, "header"))
    return found


def _places(rows: Sequence[Line]) -> dict[str, int]:
    """Where each entry stood when it was written, by its hash: as many links away from the beginning.

    Trying each number on an entry that is not whole would take as long as the square of what somebody has changed.
    """
    after: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        after[row.previous].append(row.hash)
    places: dict[str, int] = {}
    linked, place = [ORIGIN], 0
    while linked := [each for previous in linked for each in after.pop(previous, ())]:
        place += 1
        places |= dict.fromkeys(linked, place)
    return places


def _yields(row: Line, number: int) -> bool:
    """Whether the row's content, standing at `number`, gives the row's hash."""
    try:
        at = row.at if isinstance(row.at, datetime) else datetime.fromisoformat(row.at)
        data = json.loads(row.data)
        fields = {"kind": row.kind, "cause": row.cause, "previous": row.previous}
        return digest(release=row.release, number=number, at=at, data=data, **fields) == row.hash
    except (ValueError, TypeError):
        return False
