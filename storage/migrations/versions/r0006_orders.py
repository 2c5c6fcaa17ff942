"""Whose turn it is to give an order to a deployment platform, so that several processes give it once."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

MOMENT = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "orders",
        sa.Column("release", sa.Text(), sa.ForeignKey("releases.release"), primary_key=True),
        sa.Column("run", sa.Text(), primary_key=True),
        sa.Column("until", MOMENT, nullable=False),
    )
