"""Spans of time in which Slack's events may not have reached us, until what happened then has been looked for."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select

from storage.tables import GAPS
from storage.upserts import unless_there


@dataclass(frozen=True, slots=True)
class Gap:
    """What happened from `since` on may be unheard. Before `until` it is too early to look."""

    since: datetime
    until: datetime


_OPEN: Final = unless_there(GAPS)
_AT: Final = (
    select(*(GAPS.c[field.name] for field in fields(Gap)))
    .where(GAPS.c.until <= bindparam("now"))
    .order_by(GAPS.c.since, GAPS.c.until)
)
_CLOSE: Final = delete(GAPS).where(GAPS.c.since == bindparam("from_"), GAPS.c.until == bindparam("to"))


def open_(conn: Connection, gap: Gap) -> None:
    """Remember it; the same one is remembered once."""
    conn.execute(_OPEN.on(conn), asdict(gap))


def at(conn: Connection, now: datetime) -> list[Gap]:
    """Those that are to be looked through, the longest ago first."""
    return [Gap(*row) for row in conn.execute(_AT, {"now": now})]


def close(conn: Connection, gaps: Iterable[Gap]) -> None:
    """They were looked through; one that was opened meanwhile stays."""
    for gap in gaps:
        conn.execute(_CLOSE, {"from_": gap.since, "to": gap.until})
