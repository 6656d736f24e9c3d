"""Alembic's way in: migrates over the connection that the program hands it."""

from alembic import context

from bot.storage import desk_tables, edition_tables, vocabulary_tables
from bot.storage.tables import metadata

LOADED = (desk_tables, edition_tables, vocabulary_tables)  # their tables are known once they are imported

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
