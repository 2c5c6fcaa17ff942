"""What the watches of a release have measured: one row per look, never changed, and no part of the journal."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select

from storage.tables import SAMPLES
from storage.upserts import unless_there


@dataclass(frozen=True, slots=True)
class Measured:
    """One look at a watch. `latency_ms` is None where there was no whole answer; `why` and `detail` may be empty."""

    watch: str
    at: datetime
    ok: bool
    latency_ms: int | None
    why: str
    detail: str


_APPEND: Final = unless_there(SAMPLES)
_OF: Final = (
    select(*(SAMPLES.c[field.name] for field in fields(Measured)))
    .where(SAMPLES.c.release == bindparam("of_release"), SAMPLES.c.watch == bindparam("of_watch"))
    .order_by(SAMPLES.c.at)
)
_SINCE: Final = _OF.where(SAMPLES.c.at >= bindparam("since"))
_AT: Final = _OF.where(SAMPLES.c.at == bindparam("at"))
_FORGET: Final = delete(SAMPLES).where(SAMPLES.c.at < bindparam("before"))


def append(conn: Connection, release: str, measured: Sequence[Measured]) -> int:
    """Keep them, in any order; how many were new. Of the same watch and moment the first one kept stays."""
    ordered = sorted(measured, key=lambda each: (each.watch, each.at))
    return sum(conn.execute(_APPEND.on(conn), {"release": release, **asdict(each)}).rowcount for each in ordered)


def of(conn: Connection, release: str, watch: str, since: datetime | None = None) -> list[Measured]:
    """All of a watch, or those from a moment on, in the order of their moments."""
    asked = {"of_release": release, "of_watch": watch}
    rows = conn.execute(_SINCE, {**asked, "since": since}) if since else conn.execute(_OF, asked)
    return [Measured(*row) for row in rows]


def is_there(conn: Connection, release: str, watch: str, at: datetime) -> bool:
    """Whether somebody has looked at this moment."""
    asked = {"of_release": release, "of_watch": watch, "at": at}
    return conn.execute(_AT, asked).first() is not None


def forget(conn: Connection, before: datetime) -> int:
    """Drop what was measured before, of every release; how many. What a report says of them is kept elsewhere."""
    return conn.execute(_FORGET, {"before": before}).rowcount
