"""The signature of a record's end, beside the end itself; none before there are keys."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("releases", sa.Column("signed", sa.Text(), nullable=False, server_default=""))
