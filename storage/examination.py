"""A look at a database before anybody relies on it. Nothing of it is changed; a file that is not there is not made."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from sqlalchemy import Connection, inspect, text

from storage.engine import address_of, told_plainly, trial
from storage.failures import DatabaseUnusable
from storage.grants import may_rewrite
from storage.migrations import NEWEST

# Each may lose what Slack was told is kept: https://www.postgresql.org/docs/current/runtime-config-wal.html
LASTING: Final = ("fsync", "full_page_writes", "synchronous_commit")
LASTING_ENOUGH: Final = frozenset({"on", "local", "remote_write", "remote_apply"})


@dataclass(frozen=True, slots=True)
class Sound:
    """It can be read and written, keeps what it has taken, and has this program's schema.

    `rewrites`: the role could change or remove what stands in the journal, and need not.
    """

    shown: str
    rewrites: bool = False


@dataclass(frozen=True, slots=True)
class Unsound:
    """`shown`: the address without its password. `detail`: the schema's version, the setting, or the engine's words."""

    shown: str
    why: Literal["new", "unusable", "older", "newer", "forgetful"]
    detail: str = ""


def examine(url: str) -> Sound | Unsound:
    """`new`: the bot's first start will make its tables."""
    try:
        address = address_of(url)
    except DatabaseUnusable as unusable:
        return Unsound("DATABASE_URL", "unusable", str(unusable))
    shown = address.render_as_string(hide_password=True)
    if address.drivername == "sqlite" and (missing := _missing(Path(address.database or ""), shown)):
        return missing
    try:
        with told_plainly(shown), trial(address) as conn:
            return _judged(conn, shown)
    except DatabaseUnusable as unusable:
        return Unsound(shown, "unusable", str(unusable))


def _missing(file: Path, shown: str) -> Unsound | None:
    if file.exists():
        return None
    if file.parent.is_dir() and os.access(file.parent, os.W_OK):
        return Unsound(shown, "new")
    return Unsound(shown, "unusable", f"{shown}: no file can be made in {file.parent}; make the folder writable")


def _judged(conn: Connection, shown: str) -> Sound | Unsound:
    if not inspect(conn).has_table("alembic_version"):
        return Unsound(shown, "new")
    version = str(conn.execute(text("SELECT version_num FROM alembic_version")).scalar())
    if version != NEWEST:
        return Unsound(shown, "older" if version < NEWEST else "newer", version)
    conn.execute(text("UPDATE releases SET head = head WHERE release = ''"))  # of none: only whether it may
    if lax := _lax(conn):
        return Unsound(shown, "forgetful", lax)
    return Sound(shown, may_rewrite(conn))


def _lax(conn: Connection) -> str:
    """The setting by which a commit could be lost with the power, "" for none."""
    if conn.dialect.name == "sqlite":
        mode = str(conn.exec_driver_sql("PRAGMA journal_mode").scalar())
        return "" if mode == "wal" else f"journal_mode={mode}"
    settings = {name: str(conn.execute(text(f"SHOW {name}")).scalar()) for name in LASTING}
    return next((f"{name}={value}" for name, value in settings.items() if value not in LASTING_ENOUGH), "")
