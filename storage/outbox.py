"""Every message we owe Slack and keep true. One row is one message for life: posted once, edited as often as needed.

`wanted` counts how often it was asked for, `shown` how much of that Slack has; the difference is what is owed. This
module keeps the debts; `storage.delivery` hands them out. Neither knows what a message says.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, Final, Literal

from sqlalchemy import Connection, and_, bindparam, case, or_, select, update

from storage.tables import OUTBOX
from storage.upserts import Insert, Upsert

PLACES: Final = ("channel", "user", "account", "response_url", "post")
State = Literal["pending", "done", "dead"]


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to owe. `key` names it for life; `target` is where it goes; `spec` is what it shows.

    `thread_of`: the key of the message in whose thread it belongs; it waits until that one is posted.
    `replace`: should the key be owed already, show this `spec` from now on instead of the old one.
    """

    key: str
    release: str | None
    kind: str
    person: str
    target: dict[str, Any]
    spec: dict[str, Any]
    not_before: datetime
    thread_of: str | None = None
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Owed:
    """A message as it stands.

    `place`: the channel, user, account, response_url or post of `target`. `channel`, `ts`: where Slack has it once it
    is posted.
    `dirty_since`: since when it shows less than is wanted; None when it is true.
    `attempted_at`: a post was begun then and its outcome is unknown; None otherwise. `files`: the ids, as Slack gave
    them, of the uploaded files that the last attempt shares; None where it shares none.
    `attempts`: how often delivery failed since it last succeeded. `lease_until`: nobody else may claim it before.
    """

    key: str
    release: str | None
    kind: str
    person: str
    target: dict[str, Any]
    place: str
    spec: dict[str, Any]
    wanted: int
    shown: int
    shown_hash: str
    channel: str | None
    ts: str | None
    thread_of: str | None
    not_before: datetime
    dirty_since: datetime | None
    attempts: int
    attempted_at: datetime | None
    files: list[str] | None
    lease_until: datetime | None
    lease_owner: str | None
    error: str | None
    state: State


OWED: Final = select(*(OUTBOX.c[field.name] for field in fields(Owed)))
"""A select whose rows are the fields of Owed, in order."""

BY_KEY: Final = OUTBOX.c.key == bindparam("of")
IS_PENDING: Final = OUTBOX.c.state == "pending"


def _make_true_again(*, replace: bool) -> Callable[[Insert], Insert]:
    """The key is owed already: ask once more. A debt keeps its age; a posted message is not put off by asking again."""

    def finish(insert: Insert) -> Insert:
        new = insert.excluded
        waits_already = and_(IS_PENDING, OUTBOX.c.ts.is_not(None), OUTBOX.c.not_before < new.not_before)
        changed = {
            "wanted": OUTBOX.c.wanted + 1,
            "state": "pending",
            "dirty_since": case(
                (and_(IS_PENDING, OUTBOX.c.dirty_since < new.dirty_since), OUTBOX.c.dirty_since), else_=new.dirty_since
            ),
            "not_before": case((waits_already, OUTBOX.c.not_before), else_=new.not_before),
        }
        if replace:
            changed["spec"] = new.spec
        return insert.on_conflict_do_update(index_elements=["key"], set_=changed)

    return finish


_OWE: Final = {replace: Upsert(OUTBOX, _make_true_again(replace=replace)) for replace in (False, True)}
_TOUCH: Final = (
    update(OUTBOX)
    # What can never be delivered is not tried again because its matter changed; owing it anew does that.
    .where(BY_KEY, OUTBOX.c.state != "dead")
    .values(
        wanted=OUTBOX.c.wanted + 1,
        state="pending",
        dirty_since=case((IS_PENDING, OUTBOX.c.dirty_since), else_=bindparam("now", type_=OUTBOX.c.dirty_since.type)),
    )
)
_EXTEND: Final = (
    update(OUTBOX)
    # Not once a post was begun: Slack may show the old words already, and what joined would be told nowhere.
    .where(BY_KEY, IS_PENDING, OUTBOX.c.ts.is_(None), OUTBOX.c.attempted_at.is_(None))
    .values(spec=bindparam("new_spec"), wanted=OUTBOX.c.wanted + 1)
)
_FIND: Final = OWED.where(BY_KEY)
_AT: Final = OWED.where(OUTBOX.c.channel == bindparam("in_channel"), OUTBOX.c.ts == bindparam("at_ts"))
_OF_RELEASE: Final = OWED.where(OUTBOX.c.release == bindparam("of")).order_by(OUTBOX.c.id)
_MOVED: Final = update(OUTBOX).where(OUTBOX.c.channel == bindparam("before")).values(channel=bindparam("now_in"))
_WENT_TO: Final = (
    select(OUTBOX.c.channel)
    .where(OUTBOX.c.release == bindparam("of"), OUTBOX.c.place == bindparam("to"), OUTBOX.c.channel.is_not(None))
    .order_by(OUTBOX.c.id.desc())
    .limit(1)
)
_SHOWN: Final = (
    select(OUTBOX.c.spec, OUTBOX.c.channel, OUTBOX.c.ts)
    .where(OUTBOX.c.release == bindparam("of"), OUTBOX.c.kind == bindparam("sort"), OUTBOX.c.ts.is_not(None))
    .order_by(OUTBOX.c.id)
)
_UNDELIVERED: Final = OWED.order_by(OUTBOX.c.dirty_since, OUTBOX.c.id)


def owe(conn: Connection, messages: Sequence[NewMessage]) -> None:
    """Owe new messages, in this order; a key that is owed already is to be made true again, dead ones included."""
    for replace, group in groupby(messages, key=attrgetter("replace")):
        conn.execute(_OWE[replace].on(conn), [_row(message) for message in group])


def _row(new: NewMessage) -> dict[str, Any]:
    asked = {field.name: getattr(new, field.name) for field in fields(NewMessage) if field.name != "replace"}
    place = next((str(new.target[name]) for name in PLACES if name in new.target), "")
    fresh = {"place": place, "wanted": 1, "shown": 0, "shown_hash": "", "attempts": 0, "state": "pending"}
    return {**asked, **fresh, "dirty_since": new.not_before}


def touch(conn: Connection, keys: Collection[str], now: datetime) -> None:
    """What these messages show has changed. Unknown keys and dead messages are left alone."""
    if keys:  # sorted: two transactions touching the same rows in one order cannot lock each other out
        conn.execute(_TOUCH, [{"of": key, "now": now} for key in sorted(set(keys))])


def extend(conn: Connection, key: str, spec: dict[str, Any]) -> bool:
    """Show this instead, unless a post of the message was begun already: then False and nothing changes."""
    return conn.execute(_EXTEND, {"of": key, "new_spec": spec}).rowcount > 0


def find(conn: Connection, key: str) -> Owed | None:
    row = conn.execute(_FIND, {"of": key}).one_or_none()
    return None if row is None else Owed(*row)


def at(conn: Connection, channel: str, ts: str) -> Owed | None:
    """The message that Slack knows by this channel id and ts, if it is ours."""
    row = conn.execute(_AT, {"in_channel": channel, "at_ts": ts}).first()
    return None if row is None else Owed(*row)


def move(conn: Connection, old: str, new: str) -> None:
    """What stands in a channel, after Slack has given it another id."""
    conn.execute(_MOVED, {"before": old, "now_in": new})


def went_to(conn: Connection, release: str, place: str) -> str | None:
    """The id of the channel that messages of the release to this place have gone to; None before the first one."""
    return conn.execute(_WENT_TO, {"of": release, "to": place}).scalar()


def of_release(
    conn: Connection, release: str, kinds: Collection[str] | None = None, person: str | None = None
) -> list[Owed]:
    """A release's messages in the order of asking; of these kinds, to this person, if given."""
    wanted = _OF_RELEASE
    if kinds is not None:
        wanted = wanted.where(OUTBOX.c.kind.in_(kinds))
    if person is not None:
        wanted = wanted.where(OUTBOX.c.person == person)
    return [Owed(*row) for row in conn.execute(wanted, {"of": release})]


def shown(conn: Connection, release: str, kind: str) -> list[tuple[dict[str, Any], str, str]]:
    """Of a release's messages of this kind that Slack has: what they are of, the channel and the ts."""
    return [(spec, channel, ts) for spec, channel, ts in conn.execute(_SHOWN, {"of": release, "sort": kind})]


def undelivered(conn: Connection, older_than: datetime | None = None) -> list[Owed]:
    """What failed: dead messages, and pending ones with an error; and what nobody has even tried since `older_than`."""
    stuck = [OUTBOX.c.state == "dead", and_(IS_PENDING, OUTBOX.c.error.is_not(None))]
    if older_than is not None:
        stuck.append(and_(IS_PENDING, OUTBOX.c.dirty_since < older_than, OUTBOX.c.not_before < older_than))
    return [Owed(*row) for row in conn.execute(_UNDELIVERED.where(or_(*stuck)))]
