"""`INSERT … ON CONFLICT` for both engines: the same sentence, said in each one's dialect and compiled once."""

from collections.abc import Callable

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = sqlite.Insert | postgresql.Insert


class Upsert:
    """An insert into `table`, completed by `finish` with what happens when the row is there already.

    Its `rowcount` is kept, which SQLAlchemy otherwise does for updates alone: it tells whether anything was written.
    """

    def __init__(self, table: Table, finish: Callable[[Insert], Insert]) -> None:
        self._by_engine = {
            "sqlite": finish(sqlite.insert(table)).execution_options(preserve_rowcount=True),
            "postgresql": finish(postgresql.insert(table)).execution_options(preserve_rowcount=True),
        }

    def on(self, conn: Connection) -> Insert:
        return self._by_engine[conn.dialect.name]


def unless_there(table: Table) -> Upsert:
    """Insert, or change nothing: `rowcount` tells which. The transaction goes on either way."""
    return Upsert(table, lambda insert: insert.on_conflict_do_nothing())


def replacing(table: Table, *key: str) -> Upsert:
    """Insert, or overwrite every other column of the row with this key."""
    columns = [column.name for column in table.columns if column.name not in key]
    return Upsert(
        table,
        lambda insert: insert.on_conflict_do_update(
            index_elements=list(key), set_={name: insert.excluded[name] for name in columns}
        ),
    )
