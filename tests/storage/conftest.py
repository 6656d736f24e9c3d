"""Both databases for every storage test: SQLite in a file, and PostgreSQL 18 from its wheel."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.storage.secrets import Secrets
from bot.storage.tables import metadata
from tests.postgres import new_database, run

KEY = "a2V5IG9mIHRoZSB0ZXN0cywgMzIgYnl0ZXMgbG9uZyE="
NUMBERS = count(1)


@pytest.fixture(scope="session")
def secrets() -> Secrets:
    return Secrets.from_key(KEY)


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def migrated_postgresql(postgres: str, secrets: Secrets) -> str:
    """The address of a migrated database, emptied for each test: making one takes half a second."""
    url = asyncio.run(new_database(postgres, "migrated"))
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
    return await new_database(postgres, f"empty{next(NUMBERS)}")


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


async def _empty(url: str) -> None:
    await run(url, ";".join(str(table.delete()) for table in reversed(metadata.sorted_tables)))
