"""Databases with the schema of today: made by the migrations once, and given to each test as a file of its own."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.engine import Database


def migrated(file: Path) -> str:
    """The address of an empty database in this file."""
    file.write_bytes(_as_made())
    return f"sqlite:///{file}"


@cache
def _as_made() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder, "releases.db")
        database = Database(f"sqlite:///{file}")
        database.migrate()
        database.close()
        return file.read_bytes()
