"""Alembic's entry: takes the connection it is handed and leaves the transaction to the one who handed it."""

from alembic import context

from storage.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
