"""A database opens, brings itself up to date, and refuses what it cannot use."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text, update

from bot.storage.database import Database, Unusable, WrongKey
from bot.storage.engines import UnknownUrl
from bot.storage.migrating import NewerDatabase
from bot.storage.secrets import Secrets
from bot.storage.tables import seals

ROOT = Path(__file__).parents[2]
KEY = "a2V5IG9mIHRoZSB0ZXN0cywgMzIgYnl0ZXMgbG9uZyE="
OTHER = "b3RoZXIga2V5LCBhbHNvIDMyIGJ5dGVzIGxvbmchISE="
ROW = {"name": "note", "value": "1"}


async def count(database: Database) -> int | None:
    async with database.begin() as session:
        return await session.scalar(select(func.count()).select_from(seals).where(seals.c.name == "note"))


async def test_what_was_committed_is_there_after_opening_again(empty_url: str, secrets: Secrets) -> None:
    first = await Database.open(empty_url, secrets)
    async with first.begin() as session:
        await session.execute(insert(seals), ROW)
    await first.close()
    second = await Database.open(empty_url, secrets)
    assert await count(second) == 1
    await second.close()


async def test_an_error_rolls_everything_back(database: Database) -> None:
    async def fail() -> None:
        async with database.begin() as session:
            await session.execute(insert(seals), ROW)
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    assert await count(database) == 0


async def test_many_may_open_an_empty_database_at_once(empty_url: str, secrets: Secrets) -> None:
    opened = await asyncio.gather(*(Database.open(empty_url, secrets) for _ in range(5)))
    async with opened[0].begin() as session:
        assert await session.scalar(select(func.count()).select_from(seals)) == 2
    for database in opened:
        await database.close()


async def test_transactions_at_once_do_not_lose_each_other(database: Database) -> None:
    async def one_more() -> None:
        async with database.begin() as session:
            query = select(seals.c.value).where(seals.c.name == "note").with_for_update()
            value = int(await session.scalar(query) or 0)
            await asyncio.sleep(0)
            await session.execute(update(seals).where(seals.c.name == "note").values(value=str(value + 1)))

    async with database.begin() as session:
        await session.execute(insert(seals), {**ROW, "value": "0"})
    await asyncio.gather(*(one_more() for _ in range(20)))
    async with database.begin() as session:
        assert await session.scalar(select(seals.c.value).where(seals.c.name == "note")) == "20"


async def test_another_key_is_refused(database: Database, url: str) -> None:
    with pytest.raises(WrongKey) as caught:
        await Database.open(url, Secrets.from_key(OTHER))
    assert caught.value.key == "storage.wrong_key"


async def test_a_newer_database_is_left_alone(empty_url: str, secrets: Secrets) -> None:
    database = await Database.open(empty_url, secrets)
    async with database.begin() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await database.close()
    with pytest.raises(NewerDatabase) as caught:
        await Database.open(empty_url, secrets)
    assert caught.value.params["revision"] == "9999"


async def test_it_is_still_when_no_transaction_is_open(database: Database) -> None:
    await database.still(5)
    async with database.begin() as session:
        waiting = asyncio.create_task(database.still(5))
        await session.execute(insert(seals), ROW)
        assert not waiting.done()
    await asyncio.wait_for(waiting, 1)
    async with database.begin():
        await database.still(0.01)


async def test_a_cancelled_transaction_leaves_nothing_and_blocks_nobody(database: Database) -> None:
    entered = asyncio.Event()

    async def hang() -> None:
        async with database.begin() as session:
            await session.execute(insert(seals), ROW)
            entered.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hang())
    await entered.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await count(database) == 0


@pytest.mark.parametrize(
    "url", ["", "no address", "mysql://here/gerbang", "sqlite:///g.db", "postgresql://h/g"]
)
async def test_an_unknown_address_is_refused(url: str, secrets: Secrets) -> None:
    with pytest.raises(UnknownUrl):
        await Database.open(url, secrets)


async def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path, secrets: Secrets) -> None:
    file = tmp_path / "notes.db"
    file.write_text("these are my notes, not a database\n" * 100)
    with pytest.raises(Unusable) as caught:
        await Database.open(f"sqlite+aiosqlite:///{file}", secrets)
    assert caught.value.params["database"] == str(file)
    assert file.read_text().startswith("these are my notes")


async def test_a_folder_in_the_files_place_is_refused(tmp_path: Path, secrets: Secrets) -> None:
    with pytest.raises(Unusable):
        await Database.open(f"sqlite+aiosqlite:///{tmp_path}", secrets)


async def test_a_file_in_the_folders_place_is_refused(tmp_path: Path, secrets: Secrets) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unusable):
        await Database.open(f"sqlite+aiosqlite:///{tmp_path}/file/gerbang.db", secrets)


async def test_a_locked_file_is_refused_after_a_while(
    tmp_path: Path, secrets: Secrets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.engines._PRAGMAS", ("busy_timeout=1",))
    holder = sqlite3.connect(tmp_path / "g.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Unusable):
        await Database.open(f"sqlite+aiosqlite:///{tmp_path}/g.db", secrets)
    holder.close()


async def test_a_server_that_is_not_there_is_named_without_its_password(
    secrets: Secrets, tmp_path: Path
) -> None:
    url = f"postgresql+asyncpg://bot:hush@/gerbang?host={tmp_path}"
    with pytest.raises(Unusable) as caught:
        await Database.open(url, secrets)
    assert "hush" not in str(caught.value.params)


async def test_a_missing_postgresql_database_is_named(postgres: str, secrets: Secrets) -> None:
    with pytest.raises(Unusable) as caught:
        await Database.open(postgres.format("nowhere"), secrets)
    assert "nowhere" in str(caught.value.params["reason"])


async def test_sqlite_is_set_up_to_keep_data_and_to_wipe_what_is_deleted(
    tmp_path: Path, secrets: Secrets
) -> None:
    database = await Database.open(f"sqlite+aiosqlite:///{tmp_path}/deep/er/g.db", secrets)
    async with database.begin() as session:
        names = ("journal_mode", "secure_delete", "foreign_keys", "synchronous")
        assert [await session.scalar(text(f"PRAGMA {name}")) for name in names] == ["wal", 1, 1, 1]
    await database.close()


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_a_migrated_database_opens_without_the_migration_tool(url: str, secrets: Secrets) -> None:
    script = """if True:
        import asyncio, os, sys
        from bot.storage.database import Database
        from bot.storage.secrets import Secrets
        asyncio.run(Database.open(os.environ["URL"], Secrets.from_key(os.environ["KEY"])))
        print("alembic" in sys.modules, flush=True)
        os._exit(0)
    """
    environment = {**os.environ, "URL": url, "KEY": KEY}
    call = [sys.executable, "-c", script]
    run = await asyncio.to_thread(subprocess.check_output, call, env=environment, cwd=ROOT)
    assert run.strip() == b"False"
