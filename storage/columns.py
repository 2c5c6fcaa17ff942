"""How moments and JSON lie in the database, so that both engines give back exactly what was stored.

PostgreSQL's `jsonb` would rewrite numbers and refuse NUL, which breaks hashes; SQLite has no time type. Hence text.
"""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine


def json_text(value: Any) -> str:
    r"""JSON without spaces, characters as they are; a lone surrogate, which UTF-8 cannot carry, as \uXXXX.

    The keys stand in the order in which they were written: that of a plan's sections and environments has a meaning.

    Raises ValueError for NaN and infinities, TypeError for what is no JSON.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "backslashreplace").decode()


def moment_text(moment: datetime) -> str:
    """UTC with microseconds, always 32 characters, so that the order of the texts is the order of the moments."""
    if moment.tzinfo is None:
        message = f"a moment needs a time zone: {moment!r}"
        raise ValueError(message)
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime: `timestamptz` on PostgreSQL, ISO text of fixed width on SQLite."""

    impl = String(32)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(DateTime(timezone=True) if dialect.name == "postgresql" else String(32))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        text = moment_text(value)
        return datetime.fromisoformat(text) if dialect.name == "postgresql" else text

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        if value is None:
            return None
        return (value if isinstance(value, datetime) else datetime.fromisoformat(value)).astimezone(UTC)


class Json(TypeDecorator[Any]):
    """A JSON value as the same text on both engines."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ARG002 - SQLAlchemy's signature
        return json_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else json.loads(value)
