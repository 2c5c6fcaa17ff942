"""Who gives an order to a deployment platform: one process at a time, and never a second one as if it were the first.

A process takes its turn before it calls the platform. Should it die in the call, its turn runs out, and whoever takes
the next one knows that the order may have been heard.
"""

from datetime import datetime
from typing import Final, Literal

from sqlalchemy import Connection, bindparam, select, update

from storage.tables import ORDERS
from storage.upserts import unless_there

Turn = Literal["first", "again"] | datetime
"""`first`: nobody has called; `again`: somebody may have been heard; a moment: until then it is another one's turn."""

_THIS: Final = (ORDERS.c.release == bindparam("of"), ORDERS.c.run == bindparam("as_run"))
_FIRST: Final = unless_there(ORDERS)
_AGAIN: Final = update(ORDERS).where(*_THIS, ORDERS.c.until <= bindparam("now")).values(until=bindparam("late"))
_UNTIL: Final = select(ORDERS.c.until).where(*_THIS)
_PUT_OFF: Final = update(ORDERS).where(*_THIS).values(until=bindparam("late"))


def take(conn: Connection, release: str, run: str, now: datetime, until: datetime) -> Turn:
    """The turn to order this run, until that moment, if nobody else has it now."""
    if conn.execute(_FIRST.on(conn), {"release": release, "run": run, "until": until}).rowcount:
        return "first"
    if conn.execute(_AGAIN, {"of": release, "as_run": run, "now": now, "late": until}).rowcount:
        return "again"
    taken: datetime = conn.execute(_UNTIL, {"of": release, "as_run": run}).scalar_one()
    return taken


def put_off(conn: Connection, release: str, run: str, until: datetime) -> None:
    """The call is over, and nobody, neither its caller, is to make another one before that moment."""
    conn.execute(_PUT_OFF, {"of": release, "as_run": run, "late": until})
