"""The tables, one class each. Only `storage` reads or writes them; the hot paths use them as Core tables.

A change here needs a migration beside it: a test compares the two.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, MetaData, Table, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.columns import Json, Moment

PENDING = text("state = 'pending'")


class ReleaseRow(SQLModel, table=True):
    """One row per release: what lists and clocks need, without folding the journal."""

    __tablename__ = "releases"

    release: str = Field(primary_key=True, sa_type=Text)
    plan: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    channel: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    version: int
    head: str = Field(sa_type=Text)
    signed: str = Field(default="", sa_type=Text)
    next_due: datetime | None = Field(default=None, sa_type=Moment, index=True)
    created_at: datetime = Field(sa_type=Moment)


class JournalRow(SQLModel, table=True):
    """What has happened, one event per row, each carrying the hash of the one before. Rows are never changed."""

    __tablename__ = "journal"

    release: str = Field(primary_key=True, foreign_key="releases.release", sa_type=Text)
    number: int = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment)
    kind: str = Field(sa_type=Text)
    data: Any = Field(sa_type=Json)
    cause: str = Field(sa_type=Text)
    previous: str = Field(sa_type=Text)
    hash: str = Field(sa_type=Text)


class CauseRow(SQLModel, table=True):
    """What has been asked already, and what was answered: the same cause twice changes nothing the second time."""

    __tablename__ = "causes"

    cause: str = Field(primary_key=True, sa_type=Text)
    release: str | None = Field(default=None, sa_type=Text)
    at: datetime = Field(sa_type=Moment, index=True)
    answer: Any = Field(sa_type=Json)


class OutboxRow(SQLModel, table=True):
    """Every message we owe Slack and keep true. One row is one message for life; `id` keeps the order of asking."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("key", name="outbox_key"),
        Index("outbox_pending", "dirty_since", "id", sqlite_where=PENDING, postgresql_where=PENDING),
        Index("outbox_message", "channel", "ts"),
    )

    id: int | None = Field(
        default=None,
        primary_key=True,
        sa_type=BigInteger().with_variant(Integer(), "sqlite"),
    )
    key: str = Field(sa_type=Text)
    release: str | None = Field(default=None, sa_type=Text, index=True)
    kind: str = Field(sa_type=Text)
    person: str = Field(sa_type=Text)
    target: Any = Field(sa_type=Json)
    place: str = Field(sa_type=Text)
    spec: Any = Field(sa_type=Json)
    wanted: int
    shown: int
    shown_hash: str = Field(sa_type=Text)
    channel: str | None = Field(default=None, sa_type=Text)
    ts: str | None = Field(default=None, sa_type=Text)
    thread_of: str | None = Field(default=None, sa_type=Text)
    not_before: datetime = Field(sa_type=Moment)
    dirty_since: datetime | None = Field(default=None, sa_type=Moment)
    attempts: int
    attempted_at: datetime | None = Field(default=None, sa_type=Moment)
    files: Any = Field(default=None, sa_type=Json, nullable=True)
    lease_until: datetime | None = Field(default=None, sa_type=Moment)
    lease_owner: str | None = Field(default=None, sa_type=Text)
    error: str | None = Field(default=None, sa_type=Text)
    state: str = Field(sa_type=Text)


class MemberRow(SQLModel, table=True):
    """The people a release has had to do with, as Slack last told of them."""

    __tablename__ = "members"

    user: str = Field(primary_key=True, sa_type=Text)
    belongs: str = Field(sa_type=Text)
    email: str = Field(sa_type=Text, index=True)
    name: str = Field(sa_type=Text)
    locale: str = Field(sa_type=Text)
    zone: str = Field(sa_type=Text)
    active: bool
    guest: bool
    saved_at: datetime = Field(sa_type=Moment)


class ChannelRow(SQLModel, table=True):
    """Channel names and the ids Slack knows them by."""

    __tablename__ = "channels"

    id: str = Field(primary_key=True, sa_type=Text)
    name: str = Field(sa_type=Text, index=True)


class DirectRow(SQLModel, table=True):
    """The direct-message channel we have with a person."""

    __tablename__ = "directs"

    user: str = Field(primary_key=True, sa_type=Text)
    channel: str = Field(sa_type=Text)


class ReactionRow(SQLModel, table=True):
    """The last thing known about one person's emoji on one message; `event_at` are microseconds of Slack's event_ts."""

    __tablename__ = "reactions"

    channel: str = Field(primary_key=True, sa_type=Text)
    ts: str = Field(primary_key=True, sa_type=Text)
    user: str = Field(primary_key=True, sa_type=Text)
    emoji: str = Field(primary_key=True, sa_type=Text)
    base: str = Field(sa_type=Text)
    present: bool
    event_at: int = Field(sa_type=BigInteger)


class GapRow(SQLModel, table=True):
    """A span of time in which Slack's events may not have reached us; gone when it has been looked through."""

    __tablename__ = "gaps"

    since: datetime = Field(primary_key=True, sa_type=Moment)
    until: datetime = Field(primary_key=True, sa_type=Moment)


class OrderRow(SQLModel, table=True):
    """A run of a deployment platform that somebody has begun to order; until then it is nobody else's turn."""

    __tablename__ = "orders"

    release: str = Field(primary_key=True, foreign_key="releases.release", sa_type=Text)
    run: str = Field(primary_key=True, sa_type=Text)
    until: datetime = Field(sa_type=Moment)


class SecretRow(SQLModel, table=True):
    """Something that only this installation knows, in hexadecimal digits."""

    __tablename__ = "secrets"

    name: str = Field(primary_key=True, sa_type=Text)
    value: str = Field(sa_type=Text)


class SocketRow(SQLModel, table=True):
    """A process's connection to Slack: when it was greeted, and until when it counts as open."""

    __tablename__ = "sockets"

    owner: str = Field(primary_key=True, sa_type=Text)
    greeted_at: datetime = Field(sa_type=Moment)
    until: datetime = Field(sa_type=Moment)


class SampleRow(SQLModel, table=True):
    """One look at one watch of a release. Not an event: what it amounts to becomes one when it changes."""

    __tablename__ = "samples"

    release: str = Field(primary_key=True, foreign_key="releases.release", sa_type=Text)
    watch: str = Field(primary_key=True, sa_type=Text)
    at: datetime = Field(primary_key=True, sa_type=Moment, index=True)
    ok: bool
    latency_ms: int | None = None
    why: str = Field(sa_type=Text)
    detail: str = Field(sa_type=Text)


METADATA: MetaData = SQLModel.metadata


def table_of(row: type[SQLModel]) -> Table:
    """The Core table of a row class."""
    return METADATA.tables[str(row.__tablename__)]


RELEASES = table_of(ReleaseRow)
JOURNAL = table_of(JournalRow)
CAUSES = table_of(CauseRow)
OUTBOX = table_of(OutboxRow)
MEMBERS = table_of(MemberRow)
CHANNELS = table_of(ChannelRow)
DIRECTS = table_of(DirectRow)
REACTIONS = table_of(ReactionRow)
GAPS = table_of(GapRow)
ORDERS = table_of(OrderRow)
SECRETS = table_of(SecretRow)
SOCKETS = table_of(SocketRow)
SAMPLES = table_of(SampleRow)
