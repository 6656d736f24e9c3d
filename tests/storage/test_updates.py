"""The inbox keeps each update once, in order, until it is handled."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.storage import tables, updates
from bot.storage.database import Database
from bot.storage.secrets import Secrets
from bot.storage.updates import lane_of

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
BOT = 8_123_456_789


def message(number: int, text: str = "halo", chat: int = 4, person: int = 1) -> dict[str, Any]:
    return {"update_id": number, "message": {"chat": {"id": chat}, "from": {"id": person}, "text": text}}


async def store(database: Database, *raw: dict[str, Any], bot: int = BOT, now: datetime = NOW) -> list[int]:
    async with database.begin() as session:
        return await updates.store(session, database.secrets, bot, raw, now)


async def waiting(database: Database, bot: int = BOT) -> list[int]:
    async with database.begin() as session:
        return [one.update_id for one in await updates.waiting(session, database.secrets, bot)]


async def test_what_is_stored_waits_in_order(database: Database) -> None:
    assert await store(database, message(3_000_000_002), message(3_000_000_001)) == [
        3_000_000_001,
        3_000_000_002,
    ]
    assert await waiting(database) == [3_000_000_001, 3_000_000_002]


async def test_an_update_comes_back_as_it_came(database: Database, secrets: Secrets) -> None:
    raw = {**message(1, "⚓ \ud800 \0"), "something_new": {"deep": [1, None, 2.5]}}
    await store(database, raw)
    async with database.begin() as session:
        assert [one.body for one in await updates.waiting(session, secrets, BOT)] == [raw]


async def test_only_new_updates_are_told(database: Database) -> None:
    await store(database, message(1))
    assert await store(database, message(1), message(2), message(2)) == [2]
    assert await store(database) == []


async def test_a_handled_update_does_not_come_again(database: Database) -> None:
    await store(database, message(1))
    async with database.begin() as session:
        await updates.handled(session, BOT, 1)
    assert await store(database, message(1)) == []
    assert await waiting(database) == []


async def test_a_handled_update_leaves_no_body(database: Database) -> None:
    await store(database, message(1))
    async with database.begin() as session:
        await updates.handled(session, BOT, 1)
        row = (await session.execute(select(tables.updates))).one()
    assert (row.state, row.body, row.lane, row.person) == ("done", None, None, None)


async def test_two_bots_do_not_see_each_others_updates(database: Database) -> None:
    await store(database, message(1))
    assert await store(database, message(1), bot=2) == [1]
    async with database.begin() as session:
        await updates.handled(session, 2, 1)
    assert await waiting(database) == [1]


async def test_one_person_in_one_chat_has_one_lane(database: Database, secrets: Secrets) -> None:
    press = {"update_id": 2, "callback_query": {"from": {"id": 1}, "message": {"chat": {"id": 4}}}}
    await store(database, message(1), press, message(3, person=2))
    async with database.begin() as session:
        first, second, third = [one.lane for one in await updates.waiting(session, secrets, BOT)]
    assert first == second != third


async def test_failures_are_counted(database: Database, secrets: Secrets) -> None:
    await store(database, message(1))
    async with database.begin() as session:
        assert [await updates.failed(session, BOT, 1, "Timeout") for _ in range(2)] == [1, 2]
        assert (await updates.waiting(session, secrets, BOT))[0].attempts == 2


async def test_a_parked_update_waits_no_more_until_replayed(database: Database, secrets: Secrets) -> None:
    await store(database, message(1))
    async with database.begin() as session:
        await updates.failed(session, BOT, 1, "Timeout")
        await updates.park(session, BOT, 1, "Timeout")
        assert await updates.waiting(session, secrets, BOT) == []
        assert [one.body for one in await updates.parked(session, secrets, BOT)] == [message(1)]
        assert await updates.replay(session, BOT, 1)
        assert [one.attempts for one in await updates.waiting(session, secrets, BOT)] == [0]


async def test_only_parked_updates_are_replayed(database: Database) -> None:
    await store(database, message(1), message(2))
    async with database.begin() as session:
        await updates.handled(session, BOT, 2)
        assert [await updates.replay(session, BOT, number) for number in (1, 2, 3)] == [False] * 3


async def test_a_handled_update_cannot_be_parked(database: Database, secrets: Secrets) -> None:
    await store(database, message(1))
    async with database.begin() as session:
        await updates.handled(session, BOT, 1)
        await updates.park(session, BOT, 1, "Timeout")
        assert await updates.parked(session, secrets, BOT) == []


async def test_the_newest_is_remembered_through_sweeping(database: Database) -> None:
    old = NOW - timedelta(days=9)
    await store(database, message(1), message(2), message(3), now=old)
    async with database.begin() as session:
        assert await updates.newest(session, 2) is None
        await updates.handled(session, BOT, 1)
        await updates.handled(session, BOT, 3)
        assert await updates.sweep(session, NOW) == 1
        assert await updates.newest(session, BOT) == 3
    assert await waiting(database) == [2]


async def test_an_update_without_a_number_is_left_out(database: Database) -> None:
    assert await store(database, {"message": {}}, message(2)) == [2]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (message(1, chat=-100, person=7), (-100, 7)),
        ({"edited_message": {"chat": {"id": 4}, "from": {"id": 7}}, "update_id": 1}, (4, 7)),
        ({"channel_post": {"chat": {"id": -4}}}, (-4, None)),
        ({"inline_query": {"id": "9", "from": {"id": 7}}}, (None, 7)),
        ({"callback_query": {"from": {"id": 7}, "inline_message_id": "x"}}, (None, 7)),
        ({"my_chat_member": {"chat": {"id": 4}, "from": {"id": 7}}}, (4, 7)),
        ({"message_reaction": {"chat": {"id": 4}, "user": {"id": 7}}}, (4, 7)),
        ({"poll_answer": {"poll_id": "9", "voter_chat": {"id": -4}}}, (-4, None)),
        ({"chat_boost": {"chat": {"id": 4}, "boost": {"source": {"user": {"id": 7}}}}}, (4, 7)),
        ({"removed_chat_boost": {"chat": {"id": 4}, "source": {"user": {"id": 7}}}}, (4, 7)),
        ({"poll": {"id": "9"}}, (None, None)),
        ({"message": "no record", "update_id": 1}, (None, None)),
        ({"message": {"chat": "x", "from": {"id": "7"}}}, (None, None)),
        ({"a_kind_from_tomorrow": {"chat": {"id": 4}, "from": {"id": 7}}}, (4, 7)),
    ],
)
def test_chat_and_person_are_found_in_any_kind(
    raw: dict[str, Any], found: tuple[int | None, int | None]
) -> None:
    assert lane_of(raw) == found


async def test_what_waits_and_what_is_parked_is_counted(database: Database) -> None:
    async with database.begin() as session:
        await updates.store(session, database.secrets, BOT, [{"update_id": n} for n in range(4)], NOW)
        await updates.handled(session, BOT, 0)
        await updates.park(session, BOT, 1, "unparsable")
        assert await updates.counted(session, BOT) == (2, 1)
