"""The connections to Slack that processes on this database hold: which of Slack's count of them are known."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, select

from storage.tables import SOCKETS
from storage.upserts import replacing

_KEEP: Final = replacing(SOCKETS, "owner")
_NEWEST: Final = select(func.max(SOCKETS.c.greeted_at, type_=SOCKETS.c.greeted_at.type))
_OPEN: Final = select(func.count()).where(SOCKETS.c.greeted_at <= bindparam("at"), SOCKETS.c.until >= bindparam("at"))
_FORGET: Final = delete(SOCKETS).where(SOCKETS.c.until < bindparam("before"))


def keep(conn: Connection, owner: str, greeted_at: datetime, until: datetime) -> None:
    """This process was greeted then, and its connection counts as open until that moment unless it says so anew."""
    conn.execute(_KEEP.on(conn), {"owner": owner, "greeted_at": greeted_at, "until": until})


def newest(conn: Connection) -> datetime | None:
    """When one of them was greeted last."""
    found: datetime | None = conn.execute(_NEWEST).scalar_one()
    return found


def open_at(conn: Connection, at: datetime) -> int:
    """How many of them were open then."""
    return int(conn.execute(_OPEN, {"at": at}).scalar_one())


def forget(conn: Connection, before: datetime) -> None:
    """Drop those that have been closed since before this moment."""
    conn.execute(_FORGET, {"before": before})
