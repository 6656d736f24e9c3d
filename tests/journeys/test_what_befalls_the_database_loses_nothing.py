"""Locked for six seconds, full, gone for ten: all is answered afterwards, once, and in order."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.application import assembled
from bot.ground import assistant, opened
from bot.playground.telegram import Telegram
from bot.receiving.serving import receiving
from bot.settings import Settings
from bot.storage.quick import OnFile
from tests.conftest import Running, Start, now
from tests.faults import ASKED, all_answered, ask, recorded, twice
from tests.postgres import run

ROUNDS = [*ASKED] * 2


async def test_sqlite_locked_for_six_seconds(start: Start, tg: Telegram, settings: Settings) -> None:
    people = [tg.person(2000 + number) for number in range(6)]
    async with start() as running:
        await ask(people, ROUNDS[:1])
        other = sqlite3.connect(settings.database_url.partition("///")[2], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await ask(people, ROUNDS[1:])
        await asyncio.sleep(6)
        other.execute("COMMIT")
        other.close()
        await all_answered(people, ROUNDS, 20)
        await running.quiet()
        assert await recorded(running.whole.ground.database) == len(people) * len(ROUNDS)
    assert twice(people, ROUNDS) == 0


async def test_a_disk_that_is_full_for_a_while(start: Start, tg: Telegram) -> None:
    people = [tg.person(2000 + number) for number in range(6)]
    async with start() as running:
        await ask(people, ROUNDS[:1])
        await all_answered(people, ROUNDS[:1])
        await running.quiet()
        await no_more_than(running, "page_count")
        # Enough that no free page is left for it.
        texts = ["hello"] * 40
        await ask(people[:1], [f"hello {'quay ' * 700}{number}" for number, _ in enumerate(texts)])
        await ask(people[1:], ROUNDS[1:])
        await asyncio.sleep(2)
        await no_more_than(running, "1000000000")
        await all_answered(people[1:], ROUNDS, 30)
        await asyncio.wait_for(running.inbox.quiet.wait(), 30)
    assert twice(people[1:], ROUNDS) == 0


async def no_more_than(running: Running, pages: str) -> None:
    """Let the database grow no more, as on a full disk, or grow again."""
    quick = running.whole.ground.database._quick
    assert isinstance(quick, OnFile)
    raw = quick._writer.connection.cursor()
    count = raw.execute("PRAGMA page_count").fetchone()[0] if pages == "page_count" else pages
    raw.execute(f"PRAGMA max_page_count = {count}")


@asynccontextmanager
async def on_postgres(shared: Settings, tg: Telegram) -> AsyncIterator[Running]:
    async with opened(shared, now) as ground:
        helper = await assistant(ground)
        async with assembled(ground, helper, tg.token, tg) as whole, receiving(whole) as found:
            yield Running(tg, whole, found)


async def test_postgresql_gone_for_ten_seconds(shared: Settings, tg: Telegram, postgres: str) -> None:
    people = [tg.person(2000 + number) for number in range(6)]
    name = shared.database_url.partition("@/")[2].partition("?")[0]
    async with on_postgres(shared, tg) as running:
        await ask(people, ROUNDS[:1])
        await all_answered(people, ROUNDS[:1])
        admin = postgres.format("postgres")
        await run(admin, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        # The test's own name, from nowhere else.
        ended = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608
        await run(admin, ended)
        await ask(people, ROUNDS[1:])
        await asyncio.sleep(10)
        await run(admin, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        await all_answered(people, ROUNDS, 60)
        await asyncio.wait_for(running.inbox.quiet.wait(), 30)
        assert await recorded(running.whole.ground.database) == len(people) * len(ROUNDS)
    # Only what was being marked as handled in the moment of the break may come again.
    assert twice(people, ROUNDS) <= len(people)
