"""Whether people belong to the workspace, as Slack says it, instead of where their accounts were made."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("members", sa.Column("belongs", sa.Text, nullable=False, server_default=""))
    op.drop_column("members", "team")
