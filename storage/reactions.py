"""Which emoji are on which message, in the order in which Slack says things happened, not in which it told us.

Slack repeats events and delivers them late. What is older than what is known changes nothing.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, and_, bindparam, or_, select, update

from storage.tables import REACTIONS
from storage.upserts import Insert, Upsert


@dataclass(frozen=True, slots=True)
class Known:
    """The last thing known about one person's emoji on a message; `event_at` are microseconds of Slack's time."""

    user: str
    emoji: str
    present: bool
    event_at: int


def _keep_newest(insert: Insert) -> Insert:
    """Of two at the same microsecond the removal counts: a signature in doubt is no signature."""
    new = insert.excluded
    newer = or_(
        new.event_at > REACTIONS.c.event_at,
        and_(new.event_at == REACTIONS.c.event_at, REACTIONS.c.present, ~new.present),
    )
    return insert.on_conflict_do_update(
        index_elements=["channel", "ts", "user", "emoji"],
        set_={"present": new.present, "event_at": new.event_at},
        where=newer,
    )


_THERE: Final = REACTIONS.alias()
_MOVED: Final = (
    update(REACTIONS)
    .where(
        REACTIONS.c.channel == bindparam("before"),
        # What was told of under the new id already is newer.
        ~select(_THERE.c.ts)
        .where(
            _THERE.c.channel == bindparam("now_in"),
            *(_THERE.c[part] == REACTIONS.c[part] for part in ("ts", "user", "emoji")),
        )
        .exists(),
    )
    .values(channel=bindparam("now_in"))
)
_RECORD: Final = Upsert(REACTIONS, _keep_newest)
_PRESENT: Final = (
    select(REACTIONS.c.emoji)
    .where(
        REACTIONS.c.channel == bindparam("in_channel"),
        REACTIONS.c.ts == bindparam("at_ts"),
        REACTIONS.c.user == bindparam("by"),
        REACTIONS.c.base == bindparam("like"),
        REACTIONS.c.present,
    )
    .limit(1)
)


_ON: Final = select(REACTIONS.c.user, REACTIONS.c.emoji, REACTIONS.c.present, REACTIONS.c.event_at).where(
    REACTIONS.c.channel == bindparam("in_channel"), REACTIONS.c.ts == bindparam("at_ts")
)


def move(conn: Connection, old: str, new: str) -> None:
    """What is known of the messages of a channel, after Slack has given it another id."""
    conn.execute(_MOVED, {"before": old, "now_in": new})


def record(conn: Connection, *, channel: str, ts: str, user: str, emoji: str, present: bool, event_ts: str) -> bool:
    """Note that `user` added or removed `emoji` (as Slack names it, `+1::skin-tone-3` included).

    False when something newer, or this very event, is known already. ValueError when `event_ts` is no Slack time.
    """
    values = {
        "channel": channel,
        "ts": ts,
        "user": user,
        "emoji": emoji,
        "base": emoji.partition("::")[0],
        "present": present,
        "event_at": _microseconds(event_ts),
    }
    return conn.execute(_RECORD.on(conn), values).rowcount > 0


def present(conn: Connection, channel: str, ts: str, user: str, base: str) -> bool:
    """Whether the person's emoji is on the message in any skin tone. `base` has none, as `+1`."""
    asked = {"in_channel": channel, "at_ts": ts, "by": user, "like": base}
    return conn.execute(_PRESENT, asked).first() is not None


def on(conn: Connection, channel: str, ts: str) -> list[Known]:
    """All that is known of the emoji on a message, those that are gone included."""
    return [Known(*row) for row in conn.execute(_ON, {"in_channel": channel, "at_ts": ts})]


def _microseconds(event_ts: str) -> int:
    """`1755517523.000005` as a number that sorts as time does, without a float's rounding."""
    seconds, _, fraction = event_ts.partition(".")
    return int(seconds) * 1_000_000 + int(fraction.ljust(6, "0")[:6] or 0)
