"""What has been asked and answered already, so that the same cause twice changes nothing the second time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, or_, select

from storage.failures import Conflict
from storage.tables import CAUSES
from storage.upserts import unless_there


@dataclass(frozen=True, slots=True)
class Remembered:
    """A cause (trigger id, event id, command-line nonce), the release it concerned, if any, and the answer given."""

    cause: str
    release: str | None
    at: datetime
    answer: dict[str, Any]


_REMEMBER: Final = unless_there(CAUSES)
_SEEN: Final = select(CAUSES.c.cause, CAUSES.c.release, CAUSES.c.at, CAUSES.c.answer).where(
    CAUSES.c.cause == bindparam("asked")
)
_FORGET: Final = delete(CAUSES).where(CAUSES.c.at < bindparam("before"))


def seen(conn: Connection, cause: str) -> Remembered | None:
    row = conn.execute(_SEEN, {"asked": cause}).one_or_none()
    return None if row is None else Remembered(*row)


def remember(conn: Connection, cause: str, release: str | None, at: datetime, answer: dict[str, Any]) -> None:
    """Conflict when another transaction remembered this cause first: load again, and find its answer with `seen`."""
    values = {"cause": cause, "release": release, "at": at, "answer": answer}
    if not conn.execute(_REMEMBER.on(conn), values).rowcount:
        message = f"the cause {cause} was handled already"
        raise Conflict(message)


def newest(conn: Connection, kinds: Iterable[str]) -> datetime | None:
    """When something of these kinds was asked last: a cause is its kind, a colon, and what makes it unique."""
    of_kinds = or_(*(CAUSES.c.cause.startswith(f"{kind}:") for kind in kinds))
    found: datetime | None = conn.execute(
        select(func.max(CAUSES.c.at, type_=CAUSES.c.at.type)).where(of_kinds)
    ).scalar_one()
    return found


def forget_causes(conn: Connection, before: datetime) -> int:
    """Drop what was asked before this moment; how many there were. Slack repeats nothing after some minutes."""
    return conn.execute(_FORGET, {"before": before}).rowcount
