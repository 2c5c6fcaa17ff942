"""The uploaded files that an attempt to post shares: by them its outcome is looked up."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("outbox", sa.Column("files", sa.Text))
