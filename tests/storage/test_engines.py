import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import QueuePool, make_url, text

from bot.storage.engines import CONNECTIONS, UnknownUrl, engine_of, quick_of
from bot.storage.quick import OnFile, OnServer


async def test_a_file_is_looked_at_and_written_at_once(tmp_path: Path) -> None:
    engine = engine_of(make_url(f"sqlite+aiosqlite:///{tmp_path}/new/gerbang.db"), "s")
    quick = quick_of(engine)
    assert isinstance(quick, OnFile)
    assert await quick.commit(lambda one: one.scalar(text("PRAGMA busy_timeout"))) == 0
    assert await quick.look(lambda one: one.scalar(text("PRAGMA busy_timeout"))) > 0
    await quick.close()
    await engine.dispose()


async def test_a_file_that_another_is_just_making_is_waited_for(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "gerbang.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    engine = engine_of(make_url(f"sqlite+aiosqlite:///{tmp_path}/gerbang.db"), "s")
    quick = quick_of(engine)
    opening = asyncio.create_task(
        asyncio.to_thread(asyncio.run, quick.look(lambda one: one.scalar(text("PRAGMA journal_mode"))))
    )
    await asyncio.sleep(0.2)
    assert not opening.done()
    other.execute("COMMIT")
    assert await asyncio.wait_for(opening, 5) == "wal"
    other.close()
    await engine.dispose()


async def test_a_server_knows_our_lines_by_their_name_and_there_are_no_more_than_the_pool(
    postgres: str,
) -> None:
    engine = engine_of(make_url(postgres.format("postgres")), "s1")
    assert isinstance(quick_of(engine), OnServer)
    async with engine.connect() as connection:
        assert await connection.scalar(text("SHOW application_name")) == "gerbang-s1"
    assert isinstance(engine.pool, QueuePool)
    assert engine.pool.size() == CONNECTIONS
    await engine.dispose()


def test_a_driver_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_given: object, **_more: object) -> None:
        raise ModuleNotFoundError

    monkeypatch.setattr("bot.storage.engines.create_async_engine", missing)
    with pytest.raises(UnknownUrl):
        engine_of(make_url("postgresql+asyncpg://h/g"), "s")
