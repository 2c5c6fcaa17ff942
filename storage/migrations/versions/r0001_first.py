"""The first schema: releases and their journal, causes, the outbox, the directory, reactions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")
PENDING = sa.text("state = 'pending'")


def upgrade() -> None:
    _history()
    _outbox()
    _directory()
    _reactions()


def _history() -> None:
    op.create_table(
        "releases",
        sa.Column("release", sa.Text, primary_key=True),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("head", sa.Text, nullable=False),
        sa.Column("next_due", MOMENT, index=True),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    op.create_table(
        "journal",
        sa.Column("release", sa.Text, sa.ForeignKey("releases.release"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    op.create_table(
        "causes",
        sa.Column("cause", sa.Text, primary_key=True),
        sa.Column("release", sa.Text),
        sa.Column("at", MOMENT, nullable=False, index=True),
        sa.Column("answer", sa.Text, nullable=False),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("release", sa.Text, index=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("spec", sa.Text, nullable=False),
        sa.Column("wanted", sa.Integer, nullable=False),
        sa.Column("shown", sa.Integer, nullable=False),
        sa.Column("shown_hash", sa.Text, nullable=False),
        sa.Column("channel", sa.Text),
        sa.Column("ts", sa.Text),
        sa.Column("thread_of", sa.Text),
        sa.Column("not_before", MOMENT, nullable=False),
        sa.Column("dirty_since", MOMENT),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("attempted_at", MOMENT),
        sa.Column("lease_until", MOMENT),
        sa.Column("lease_owner", sa.Text),
        sa.Column("error", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.UniqueConstraint("key", name="outbox_key"),
    )
    op.create_index("outbox_pending", "outbox", ["dirty_since", "id"], sqlite_where=PENDING, postgresql_where=PENDING)
    op.create_index("outbox_message", "outbox", ["channel", "ts"])


def _directory() -> None:
    op.create_table(
        "members",
        sa.Column("user", sa.Text, primary_key=True),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False, index=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("locale", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("guest", sa.Boolean, nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
    )
    op.create_table(
        "channels",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, index=True),
    )
    op.create_table(
        "directs",
        sa.Column("user", sa.Text, primary_key=True),
        sa.Column("channel", sa.Text, nullable=False),
    )


def _reactions() -> None:
    op.create_table(
        "reactions",
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("ts", sa.Text, primary_key=True),
        sa.Column("user", sa.Text, primary_key=True),
        sa.Column("emoji", sa.Text, primary_key=True),
        sa.Column("base", sa.Text, nullable=False),
        sa.Column("present", sa.Boolean, nullable=False),
        sa.Column("event_at", sa.BigInteger, nullable=False),
    )
