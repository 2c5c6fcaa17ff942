"""What only this installation knows: drawn once, when it is first asked for."""

import secrets
from typing import Final

from sqlalchemy import Connection, bindparam, select

from storage.tables import SECRETS
from storage.upserts import unless_there

SIZE: Final = 32  # bytes
_DRAW: Final = unless_there(SECRETS)
_KNOWN: Final = select(SECRETS.c.value).where(SECRETS.c.name == bindparam("of"))


def known_as(conn: Connection, name: str) -> bytes:
    """The one of this name, the same for every process on this database."""
    conn.execute(_DRAW.on(conn), {"name": name, "value": secrets.token_hex(SIZE)})
    return bytes.fromhex(conn.execute(_KNOWN, {"of": name}).scalar_one())
