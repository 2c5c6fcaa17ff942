"""The signature of a record's end, beside the end itself; none before there are keys."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("releases", sa.Column("signed", sa.Text(), nullable=False, server_default=""))
