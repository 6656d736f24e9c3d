"""Two replicas over one PostgreSQL: each update once, each person in order, nobody waits for a dead one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from bot.ground import opened
from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from bot.receiving import replica
from bot.receiving.inbox import Inbox
from bot.settings import Settings
from tests import toy
from tests.conftest import now

COLOUR, HELLO = "which colour are the cranes", "hello"


@asynccontextmanager
async def working(*inboxes: Inbox) -> AsyncIterator[list["asyncio.Task[None]"]]:
    tasks = [asyncio.create_task(one.work()) for one in inboxes]
    try:
        yield tasks
    finally:
        for one in inboxes:
            one.stop()
        await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 20)


async def delivered(tg: Telegram, *inboxes: Inbox) -> None:
    """Deliver updates as a load balancer does: to one replica after the other, each when it is stored."""
    turns = cycle(inboxes)
    for update in list(tg.pending):
        await next(turns).take([update])
    tg._world.updates.pending.clear()


async def quiet(*inboxes: Inbox) -> None:
    for one in inboxes:
        await asyncio.wait_for(one.quiet.wait(), 20)


async def test_each_update_is_answered_once_and_each_person_in_order(
    two: tuple[Inbox, Inbox], tg: Telegram
) -> None:
    people = [tg.person(2000 + number, f"P{number}") for number in range(12)]
    async with working(*two):
        for text in (HELLO, COLOUR, HELLO, COLOUR, HELLO):
            for person in people:
                await person.say(text)
        await delivered(tg, *two)
        await people[0].until(lambda: all(len(person.messages) >= 5 for person in people) or None, 20)
        await quiet(*two)
    for person in people:
        assert ["yellow" in message.text for message in person.messages] == [False, True, False, True, False]
    assert all(one.metrics.updates.labels("done")._value.get() > 0 for one in two)


async def test_the_same_update_at_both_replicas_is_answered_once(
    two: tuple[Inbox, Inbox], tg: Telegram, ana: Person
) -> None:
    async with working(*two):
        for _ in range(3):
            await ana.say(HELLO)
        await asyncio.gather(*(one.take(tg.pending) for one in two))
        await ana.until(lambda: len(ana.messages) >= 3 or None)
        await quiet(*two)
    assert len(ana.messages) == 3


async def test_what_a_dead_replica_held_is_answered_by_the_other(
    two: tuple[Inbox, Inbox], tg: Telegram, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replica, "DEAD_AFTER", 1.5)
    dead, living = two
    await dead._joined()
    await ana.say(HELLO)
    await dead.take(tg.pending)  # claimed, and never worked on
    await dead._database.close()  # its process is no more
    async with working(living):
        assert (await ana.next_message(20)).text == "Good day."
        await quiet(living)
    assert len(ana.messages) == 1


async def test_a_replica_that_stops_leaves_nothing_behind(
    two: tuple[Inbox, Inbox], tg: Telegram, ana: Person
) -> None:
    stopping, staying = two
    async with working(stopping):
        await quiet(stopping)
    await ana.say(HELLO)
    await stopping.take(tg.pending)  # the last one that its server took
    async with working(staying):
        await ana.next_message(2)
    assert len(ana.messages) == 1


async def test_a_new_edition_reaches_both_within_two_seconds(
    two: tuple[Inbox, Inbox], shared: Settings, tmp_path: Path
) -> None:
    folder = toy.lay(tmp_path / "newer")
    toy.change(folder, "entries/port/cranes.yaml", "The cranes are yellow.", "The cranes are green.")
    async with working(*two):
        async with opened(replace(shared, content=folder), now) as ground:
            await ground.press.publish(folder, now())
        await asyncio.sleep(2)
        shelves: list[Any] = [one._assembled.house.assistant.library.shelf for one in two]
    assert [shelf.number for shelf in shelves] == [2, 2]
