from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from time import monotonic
from typing import TypeAlias

import httpx
import pytest
from sqlalchemy import text
from starlette.applications import Starlette

from bot.receiving import health
from bot.receiving.health import Health
from bot.receiving.inbox import Inbox

Look: TypeAlias = Callable[..., AbstractAsyncContextManager[httpx.AsyncClient]]


@pytest.fixture
def look(inbox: Inbox) -> Look:
    @asynccontextmanager
    async def begin(*, heard: bool = True) -> AsyncIterator[httpx.AsyncClient]:
        its = Health(inbox._assembled, inbox, lambda: heard)
        transport = httpx.ASGITransport(Starlette(routes=its.routes()))
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
            yield client

    return begin


async def test_a_process_that_lives_says_so(look: Look) -> None:
    async with look(heard=False) as client:
        assert (await client.get("/health")).text == "ok"


async def test_it_is_ready_when_database_edition_and_telegram_are_there(look: Look) -> None:
    async with look() as client:
        ready = await client.get("/ready")
    assert (ready.status_code, ready.json()) == (200, {"database": True, "edition": True, "telegram": True})


async def test_it_is_not_ready_before_telegram_knows_the_address(look: Look) -> None:
    async with look(heard=False) as client:
        ready = await client.get("/ready")
    assert (ready.status_code, ready.json()["telegram"]) == (503, False)


async def test_it_is_not_ready_without_its_database(
    look: Look, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise OSError

    monkeypatch.setattr(inbox._assembled.ground.database, "begin", gone)
    async with look() as client:
        ready = await client.get("/ready")
    assert (ready.status_code, ready.json()["database"]) == (503, False)


async def test_a_database_that_another_holds_is_not_waited_for(
    look: Look, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "PATIENCE", 0.1)
    async with look() as client:
        async with inbox._assembled.ground.database.begin() as session:
            await session.execute(text("SELECT 1"))
            began = monotonic()
            answers = [await client.get("/ready") for _ in range(3)]
            assert monotonic() - began < 2
        assert [one.json()["database"] for one in answers] == [False] * 3
        monkeypatch.setattr(health, "PATIENCE", 5)
        assert (await client.get("/ready")).status_code == 200


async def test_the_metrics_tell_how_the_inbox_and_the_edition_stand(look: Look, inbox: Inbox) -> None:
    await inbox.take([{"update_id": 5}, {"update_id": 6}])
    async with look() as client:
        metrics = (await client.get("/metrics")).text
    for line in ("gerbang_updates_waiting 2.0", "gerbang_updates_parked 0.0", "gerbang_edition 1.0"):
        assert line in metrics.splitlines()
