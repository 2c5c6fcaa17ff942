"""What the bot's own role may do on PostgreSQL: add to the journal, and neither change nor remove what stands there.

Given by the owner of the tables, who brings the schema up to date as well. SQLite has no roles: whoever may write the
file may write all of it.
"""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, bindparam, text

from storage.failures import DatabaseUnusable
from storage.tables import JOURNAL, METADATA, OUTBOX, RELEASES

VERSION: Final = "alembic_version"
LESS: Final = {JOURNAL.name: "SELECT, INSERT", RELEASES.name: "SELECT, INSERT, UPDATE", VERSION: "SELECT"}
"""Of the tables that are not the bot's to change as it likes."""

_ROLE: Final = text("SELECT rolsuper FROM pg_roles WHERE rolname = :role").bindparams(bindparam("role"))
_OWNS: Final = text("SELECT pg_has_role(:role, tableowner, 'MEMBER') FROM pg_tables WHERE tablename = 'journal'")
_REWRITES: Final = text("SELECT has_table_privilege('journal', 'UPDATE, DELETE, TRUNCATE')")


def give(conn: Connection, role: str) -> list[str]:
    """Let this role do what the bot needs, and nothing else. The statements that did so."""
    if conn.dialect.name != "postgresql":
        raise DatabaseUnusable("SQLite has no roles: name PostgreSQL in DATABASE_URL, as the owner of the tables")
    is_super = conn.execute(_ROLE, {"role": role}).scalar()
    if is_super is None:
        raise DatabaseUnusable(f"there is no role {role!r}; make it first: CREATE ROLE {role} LOGIN PASSWORD '…'")
    if is_super or conn.execute(_OWNS, {"role": role}).scalar():
        raise DatabaseUnusable(f"the role {role!r} owns the tables, and so may do anything; name another one")
    quoted = conn.dialect.identifier_preparer.quote(role)
    given = list(_statements(quoted, str(conn.execute(text("SELECT current_schema()")).scalar_one())))
    for statement in given:
        conn.exec_driver_sql(statement)
    return given


def may_rewrite(conn: Connection) -> bool:
    """Whether the role could change or remove what stands in the journal, and need not."""
    return conn.dialect.name == "postgresql" and bool(conn.execute(_REWRITES).scalar())


def _statements(role: str, schema: str) -> Iterator[str]:
    yield f"GRANT USAGE ON SCHEMA {schema} TO {role}"
    for table in sorted({*METADATA.tables, VERSION}):
        yield f"REVOKE ALL ON {table} FROM PUBLIC, {role}"
        yield f"GRANT {LESS.get(table, 'SELECT, INSERT, UPDATE, DELETE')} ON {table} TO {role}"
    yield f"GRANT USAGE ON SEQUENCE {OUTBOX.name}_id_seq TO {role}"
