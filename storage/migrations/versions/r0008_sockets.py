"""The connections to Slack that processes hold: by them one that nobody here has made is noticed."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

MOMENT = sa.String(32).with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "sockets",
        sa.Column("owner", sa.Text(), primary_key=True),
        sa.Column("greeted_at", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
    )
