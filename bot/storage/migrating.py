"""The database brings itself up to date."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bot.languages import Trouble

HEAD = "0005"
"""The newest migration's revision."""


class NewerDatabase(Trouble):
    """The database was migrated by a newer release of the program."""


def migrate(connection: Connection) -> None:
    """Apply the migrations that are missing, within the connection's transaction; raises NewerDatabase."""
    revision = _revision(connection)
    if revision == HEAD:
        return
    if revision is not None and revision > HEAD:
        raise NewerDatabase("storage.newer_database", revision=revision, known=HEAD)
    # Alembic takes a fifth of a second to import and is needed once per release.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision
