"""The migrations lead to the tables that the code knows."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

import bot.storage
from bot.storage import editions
from bot.storage.database import Database
from bot.storage.migrating import HEAD
from bot.storage.tables import metadata


def test_the_newest_migration_is_the_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(bot.storage.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


async def test_migrations_make_exactly_the_tables_of_the_code(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))

    assert editions.__name__  # its tables are known once it is imported
    async with database.begin() as session:
        connection = await session.connection()
        assert await connection.run_sync(differences) == []
