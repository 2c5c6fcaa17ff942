"""Spans of time in which events may not have reached us: remembered until they have been looked through."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

MOMENT = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "gaps",
        sa.Column("since", MOMENT, primary_key=True),
        sa.Column("until", MOMENT, primary_key=True),
    )
