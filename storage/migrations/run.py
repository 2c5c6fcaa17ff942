"""Runs the migrations on a connection whose transaction the caller owns: all of them or none."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage.failures import DatabaseUnusable

PLACE = Path(__file__).parent
LOCK = 0x52656C43  # an arbitrary number that every replica of this program agrees on


def upgrade(conn: Connection, shown: str) -> None:
    """Bring the schema to its newest version. `shown` names the database in messages."""
    if conn.dialect.name == "postgresql":  # SQLite's write transaction keeps others out already
        conn.execute(text("SET LOCAL lock_timeout = '60s'"))
        conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    config = Config()
    config.set_main_option("script_location", str(PLACE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if unknown := set(MigrationContext.configure(conn).get_current_heads()) - known:
        message = (
            f"{shown}: its schema {', '.join(sorted(unknown))} is newer than this program; "
            "run the version that wrote it or a newer one, or restore a backup"
        )
        raise DatabaseUnusable(message)
    config.attributes["connection"] = conn
    command.upgrade(config, "head")
