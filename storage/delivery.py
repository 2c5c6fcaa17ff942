"""Hands out what the outbox owes, one claimant per message at a time, and records what became of it.

A claim is a lease: it ends by itself when its owner dies. What an owner says after losing the lease is believed only
where it tells something nobody knows yet, namely that the message is posted. Times are the caller's clock.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import BindParameter, Connection, and_, bindparam, case, func, null, or_, select, update

from storage.outbox import BY_KEY, IS_PENDING, OWED, Owed, at, find
from storage.tables import OUTBOX

_PARENT: Final = OUTBOX.alias("parent")
_MOMENT: Final = OUTBOX.c.not_before.type
_NOW: Final = bindparam("now", type_=_MOMENT)
_SKIPPED: Final[BindParameter[Sequence[str]]] = bindparam("skip", expanding=True)
_MINE: Final = and_(BY_KEY, OUTBOX.c.lease_owner == bindparam("me"))

_THREAD_IS_THERE: Final = or_(
    OUTBOX.c.thread_of.is_(None),
    ~select(_PARENT.c.id)
    .where(_PARENT.c.key == OUTBOX.c.thread_of, _PARENT.c.ts.is_(None), _PARENT.c.state == "pending")
    .exists(),
)
_CLAIMABLE: Final = (
    OWED.where(
        IS_PENDING,
        OUTBOX.c.not_before <= _NOW,
        or_(OUTBOX.c.lease_until.is_(None), OUTBOX.c.lease_until <= _NOW),
        or_(OUTBOX.c.channel.is_(None), OUTBOX.c.channel.not_in(_SKIPPED)),
        OUTBOX.c.place.not_in(_SKIPPED),
        _THREAD_IS_THERE,
    )
    .order_by(OUTBOX.c.dirty_since, OUTBOX.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=OUTBOX)
)
_LEASE: Final = update(OUTBOX).where(BY_KEY).values(lease_owner=bindparam("me"), lease_until=bindparam("until"))
_ATTEMPT: Final = (
    update(OUTBOX)
    .where(_MINE, OUTBOX.c.lease_until > _NOW)
    .values(attempted_at=_NOW, files=bindparam("shared", type_=OUTBOX.c.files.type))
)

_SHOWN_NOW: Final = bindparam("seen", type_=OUTBOX.c.wanted.type)
_CLEAN: Final = OUTBOX.c.wanted <= _SHOWN_NOW
_SHOWN: Final = {
    "shown": _SHOWN_NOW,
    "shown_hash": bindparam("new_hash"),
    "state": case((_CLEAN, "done"), else_="pending"),
    "dirty_since": case((_CLEAN, null()), else_=_NOW),  # touched meanwhile: back to the end of the line
    "attempted_at": None,
    "attempts": 0,
    "error": None,
    "lease_owner": None,
    "lease_until": None,
}
_UPDATED: Final = update(OUTBOX).where(_MINE).values(_SHOWN)
_POSTED: Final = (
    update(OUTBOX).where(_MINE).values({**_SHOWN, "channel": bindparam("in_channel"), "ts": bindparam("at_ts")})
)
# Slack has the message although the lease was lost meanwhile: forgetting that would post it once more.
_POSTED_LATE: Final = (
    update(OUTBOX)
    .where(BY_KEY, OUTBOX.c.ts.is_(None))
    .values(
        channel=bindparam("in_channel"),
        ts=bindparam("at_ts"),
        shown=_SHOWN_NOW,
        shown_hash=bindparam("new_hash"),
        attempted_at=None,
        state="pending",  # whoever holds the lease now sees the ts and edits instead of posting
        dirty_since=func.coalesce(OUTBOX.c.dirty_since, _NOW),
    )
)
_POSTPONE: Final = {
    unknown: update(OUTBOX)
    .where(_MINE)
    .values(
        lease_owner=None,
        lease_until=bindparam("until"),
        error=func.coalesce(bindparam("why", type_=OUTBOX.c.error.type), OUTBOX.c.error),
        attempts=OUTBOX.c.attempts + bindparam("failed", type_=OUTBOX.c.attempts.type),
        **({} if unknown else {"attempted_at": None}),
    )
    for unknown in (False, True)
}
_BURY: Final = (
    update(OUTBOX)
    .where(_MINE)
    .values(state="dead", error=bindparam("why"), lease_owner=None, lease_until=None, attempted_at=None)
)
_LOST: Final = (
    update(OUTBOX)
    .where(OUTBOX.c.channel == bindparam("in_channel"), OUTBOX.c.ts == bindparam("at_ts"))
    .values(
        ts=None,
        shown_hash="",
        attempted_at=None,
        wanted=OUTBOX.c.wanted + 1,
        state="pending",
        dirty_since=case((IS_PENDING, OUTBOX.c.dirty_since), else_=_NOW),
    )
)
_HASTEN: Final = (
    update(OUTBOX)
    .where(IS_PENDING, OUTBOX.c.error.is_not(None), OUTBOX.c.lease_owner.is_(None))
    .values(lease_until=None, error=None)
)
_REVIVE: Final = (
    update(OUTBOX)
    .where(OUTBOX.c.state == "dead")
    .values(state="pending", error=None, dirty_since=func.coalesce(OUTBOX.c.dirty_since, _NOW))
)
_OF_RELEASE: Final = OUTBOX.c.release == bindparam("whose")
_NEXT: Final = select(
    func.min(
        case((OUTBOX.c.lease_until > OUTBOX.c.not_before, OUTBOX.c.lease_until), else_=OUTBOX.c.not_before),
        type_=_MOMENT,
    )
).where(IS_PENDING, _THREAD_IS_THERE)


def claim(
    conn: Connection,
    now: datetime,
    owner: str,
    *,
    lease: timedelta,
    limit: int,
    skip_channels: Collection[str] = (),
) -> list[Owed]:
    """Lease up to `limit` messages to `owner` (unique per worker), those that wait longest first.

    Not those before their time, leased or postponed, in a thread whose first message is still to be posted, or going
    to a channel (id, or the name, user, response_url or post of the target) in `skip_channels`.
    """
    until = now + lease
    rows = conn.execute(_CLAIMABLE, {"now": now, "skip": list(skip_channels), "most": limit}).all()
    if rows:
        conn.execute(_LEASE, [{"of": row.key, "me": owner, "until": until} for row in rows])
    return [replace(Owed(*row), lease_owner=owner, lease_until=until) for row in rows]


def attempt(conn: Connection, key: str, owner: str, now: datetime, files: Sequence[str] | None = None) -> Owed | None:
    """Record that a post begins now; commit this before the first byte of it goes out. `files`: those it shares.

    The message as it is at this moment, which is what to post; it may have a `ts` by now, and then is to be edited.
    None when the lease was lost: leave the message to its new owner.
    """
    told = {"of": key, "me": owner, "now": now, "shared": list(files) if files else None}
    return find(conn, key) if conn.execute(_ATTEMPT, told).rowcount else None


def posted(  # noqa: PLR0913 - what Slack answered, and what was shown
    conn: Connection, key: str, owner: str, *, channel: str, ts: str, wanted: int, shown_hash: str, now: datetime
) -> bool:
    """The message is in Slack. Done if nothing was asked for since `wanted`, else it stays pending.

    Recorded without the lease too, unless another message was posted for it meanwhile: then False, and this one is a
    duplicate.
    """
    told = {"of": key, "in_channel": channel, "at_ts": ts, "seen": wanted, "new_hash": shown_hash, "now": now}
    if conn.execute(_POSTED, {**told, "me": owner}).rowcount or conn.execute(_POSTED_LATE, told).rowcount:
        return True
    known = find(conn, key)
    return known is not None and (known.channel, known.ts) == (channel, ts)


def updated(conn: Connection, key: str, owner: str, *, wanted: int, shown_hash: str, now: datetime) -> bool:
    """The edit was made. False when the lease was lost: its new owner will show the newest state."""
    told = {"of": key, "me": owner, "seen": wanted, "new_hash": shown_hash, "now": now}
    return conn.execute(_UPDATED, told).rowcount > 0


def postpone(conn: Connection, key: str, owner: str, *, until: datetime, error: str | None, unknown: bool) -> bool:
    """Give the message back, not to be claimed before `until`. An `error` counts as a failed attempt; None is pacing.

    `unknown`: the post may have happened, so `attempted_at` stays and asks the next owner to look first.
    """
    told = {"of": key, "me": owner, "until": until, "why": error, "failed": int(error is not None)}
    return conn.execute(_POSTPONE[unknown], told).rowcount > 0


def bury(conn: Connection, key: str, owner: str, error: str) -> bool:
    """It can never succeed as things are. It stays on the list of the undelivered until it is owed again."""
    return conn.execute(_BURY, {"of": key, "me": owner, "why": error}).rowcount > 0


def lost(conn: Connection, channel: str, ts: str, now: datetime) -> Owed | None:
    """The message was deleted in Slack: post it anew, where it was. None if it is none of ours."""
    known = at(conn, channel, ts)
    if known is None:
        return None
    conn.execute(_LOST, {"in_channel": channel, "at_ts": ts, "now": now})
    return find(conn, known.key)


def hasten(conn: Connection) -> int:
    """What failed, and waits to be tried again, may be tried at once; how many messages there are."""
    return conn.execute(_HASTEN).rowcount


def revive(conn: Connection, release: str, now: datetime) -> int:
    """All of a release that failed may be tried at once, what was given up too; how many messages there are."""
    told = {"whose": release, "now": now}
    return (
        conn.execute(_HASTEN.where(_OF_RELEASE), told).rowcount
        + conn.execute(_REVIVE.where(_OF_RELEASE), told).rowcount
    )


def next_wake(conn: Connection, now: datetime) -> datetime | None:
    """When a claim may next succeed: `now` if one may at once, None if nothing is owed."""
    earliest = conn.execute(_NEXT).scalar_one()
    return None if earliest is None else max(now, earliest)
