"""The schema's history. A released migration is never changed; the next one follows it."""

from typing import Final

NEWEST: Final = "0009"
"""The version that the migrations lead to: a database that has it is opened without loading Alembic."""
