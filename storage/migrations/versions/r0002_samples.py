"""What the watches of a release measure after go-live."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MOMENT = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "samples",
        sa.Column("release", sa.Text, sa.ForeignKey("releases.release"), primary_key=True),
        sa.Column("watch", sa.Text, primary_key=True),
        sa.Column("at", MOMENT, primary_key=True, index=True),
        sa.Column("ok", sa.Boolean, nullable=False),
        sa.Column("latency_ms", sa.Integer),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
    )
