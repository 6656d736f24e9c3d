import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from telegram.error import BadRequest, ChatMigrated, RetryAfter, TimedOut

from bot.sending.limits import Limits
from bot.sending.outbox import LOST, Bell, Outbox
from bot.sending.transport import NeverSent
from bot.storage import outbox
from bot.storage.database import Database
from bot.storage.desk_tables import outbox as table
from bot.storage.outbox import Parcel, Posted
from bot.storage.secrets import Secrets
from tests.conftest import KEY, NOW


class Van:
    """Carries by noting; fails as planned, once each."""

    def __init__(self) -> None:
        self.carried: list[tuple[int | None, str]] = []
        self.plan: list[Exception] = []
        self.wait: asyncio.Event | None = None
        self.came = asyncio.Event()
        self.group: int | None = -1
        self.later: float | None = None
        self.told: list[str] = []

    async def chat(self, session: AsyncSession, one: Posted) -> int | None:
        return self.group if one.user is None else one.user

    async def carry(self, one: Posted) -> int | None:
        if self.wait and one.user is None:
            await self.wait.wait()
        if self.plan:
            raise self.plan.pop(0)
        self.carried.append((one.user, one.body["text"]))
        self.came.set()
        return 7

    async def arrived(self, session: AsyncSession, one: Posted, made: int | None) -> None:
        self.told.append(f"arrived {made}")

    async def refused(self, session: AsyncSession, one: Posted, error: Exception) -> float | None:
        self.told.append(f"refused {error}")
        return self.later

    async def moved(self, session: AsyncSession, new_chat: int) -> None:
        self.group = new_chat


class Box:
    """The outbox at work over a database of its own."""

    def __init__(self, database: Database, van: Van) -> None:
        self.database, self.van, self.bell, self.at = database, van, Bell(), NOW
        ticks = count(0, 100).__next__
        self.outbox = Outbox(database, van, self.bell, Limits(ticks), lambda: self.at)

    async def put(self, *texts: str, user: int | None = 1, act: str = "line") -> None:
        async with self.database.begin() as session:
            for text in texts:
                parcel = Parcel(act=act, user=user, body={"text": text})
                await outbox.add(session, self.database.secrets, parcel, self.at)

    async def settle(self) -> list[str]:
        """Let everything be sent; returns the states, in order."""
        self.bell.ring()
        async with asyncio.timeout(5):
            await self.bell.quiet.wait()
        return await self.states()

    async def states(self) -> list[str]:
        async with self.database.begin() as session:
            return list(await session.scalars(select(table.c.state).order_by(table.c.id)))


@pytest.fixture
async def box(tmp_path: Path) -> AsyncIterator[Box]:
    database = await Database.open(f"sqlite+aiosqlite:///{tmp_path}/box.db", Secrets.from_key(KEY))
    found = Box(database, Van())
    working = asyncio.create_task(found.outbox.work())
    yield found
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working
    await found.outbox.close(1)
    await database.close()


async def test_a_lane_is_sent_in_order(box: Box) -> None:
    await box.put("a", "b", "c")
    assert await box.settle() == ["sent"] * 3
    assert [text for _, text in box.van.carried] == ["a", "b", "c"]


async def test_a_person_does_not_wait_for_the_staffs_group(box: Box) -> None:
    box.van.wait = asyncio.Event()
    await box.put("to the staff", user=None)
    await box.put("to a person")
    box.bell.ring()
    async with asyncio.timeout(5):
        await box.van.came.wait()
    assert box.van.carried == [(1, "to a person")]
    box.van.wait.set()
    assert await box.settle() == ["sent", "sent"]


@pytest.mark.parametrize(
    ("error", "act", "state"),
    [
        (TimedOut(), "line", "uncertain"),
        (TimedOut(), "edit", "waiting"),
        (NeverSent("ClientConnectorError"), "line", "waiting"),
        (RetryAfter(30), "line", "waiting"),
        (BadRequest("no"), "line", "failed"),
        (ValueError("ours"), "line", "failed"),
    ],
)
async def test_what_becomes_of_a_failure(box: Box, error: Exception, act: str, state: str) -> None:
    box.van.plan = [error]
    await box.put("a", act=act)
    assert await box.settle() == [state]


async def test_what_may_have_arrived_holds_nothing_up(box: Box) -> None:
    box.van.plan = [TimedOut()]
    await box.put("a", "b")
    assert await box.settle() == ["uncertain", "sent"]


async def test_what_is_refused_for_now_holds_its_lane_until_its_time(box: Box) -> None:
    box.van.plan, box.van.later = [BadRequest("not enough rights")], 600
    await box.put("a", "b")
    assert await box.settle() == ["waiting", "waiting"]
    box.at += timedelta(seconds=601)
    assert await box.settle() == ["sent", "sent"]
    assert [text for _, text in box.van.carried] == ["a", "b"]


async def test_a_group_that_moved_is_written_to_at_its_new_id(box: Box) -> None:
    box.van.plan = [ChatMigrated(-2)]
    await box.put("a", user=None)
    assert await box.settle() == ["sent"]
    assert box.van.group == -2


@pytest.mark.parametrize(("act", "state"), [("line", "uncertain"), ("react", "sent")])
async def test_what_a_dead_program_left_behind_is_uncertain(box: Box, act: str, state: str) -> None:
    await box.put("a", act=act)
    async with box.database.begin() as session:
        await outbox.claim(session, 1, NOW)
    assert await box.settle() == ["sending"]
    box.at += LOST + timedelta(seconds=1)
    assert await box.settle() == [state]


async def test_a_parcel_without_a_chat_waits(box: Box) -> None:
    box.van.group = None
    await box.put("a", user=None)
    assert await box.settle() == ["waiting"]
