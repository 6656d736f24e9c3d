"""PostgreSQL's own words: what several replicas write at once, in one statement each."""

from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.storage import at_once, conversations, questions, replicas, updates
from bot.storage.conversations import Conversation
from bot.storage.database import Database, is_away
from bot.storage.prepared import StatementError
from bot.storage.questions import Asked
from bot.storage.secrets import Secrets
from bot.storage.tables import claims
from bot.storage.tables import updates as table

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
DAY = date(2026, 11, 24)
BOT = 8_123_456_789


@pytest.fixture
def kind() -> str:
    return "postgresql"


@pytest.fixture
async def known(database: Database) -> Database:
    """A database that knows a replica."""
    await database.commit(partial(replicas.join, replica="a"))
    return database


def row(secrets: Secrets, number: int, person: int = 1) -> dict[str, Any]:
    raw = {"update_id": number, "message": {"chat": {"id": person}, "from": {"id": person}}}
    return updates.row_of(secrets, BOT, raw, NOW)


async def come(
    database: Database, rows: list[dict[str, Any]], *lanes: str, replica: str | None = "a"
) -> tuple[set[int], set[str]]:
    work = partial(at_once.come, bot=BOT, replica=replica, rows=rows, lanes=lanes)
    return await database.commit(work, apart=True)


async def end(database: Database, **given: Any) -> None:
    nothing: dict[str, Any] = {"done": (), "talks": (), "asked": (), "released": ()}
    work = partial(at_once.end, bot=BOT, replica="a", **{**nothing, **given})
    await database.commit(work, apart=True)


async def held(database: Database) -> set[str]:
    return await database.look(lambda one: set(one.scalars(select(claims.c.lane))))


async def test_a_row_stands_as_it_was_given(known: Database, secrets: Secrets) -> None:
    given = row(secrets, 5)
    await come(known, [given])

    def read(connection: Connection) -> dict[str, Any]:
        return dict(connection.execute(select(table)).mappings().one())

    assert await known.look(read) == given


async def test_what_is_new_and_whose_the_lanes_are(known: Database, secrets: Secrets) -> None:
    assert await come(known, [row(secrets, 2), row(secrets, 1)], "x", "y") == ({1, 2}, {"x", "y"})
    assert await come(known, [row(secrets, 2), row(secrets, 3)], "y", "z") == ({3}, {"y", "z"})
    assert await held(known) == {"x", "y", "z"}


async def test_nobody_claims_without_being_known(known: Database, secrets: Secrets) -> None:
    assert await come(known, [row(secrets, 1)], "x", replica="buried") == ({1}, set())
    assert await come(known, [row(secrets, 2)], "x", replica=None) == ({2}, set())
    assert await held(known) == set()


async def test_what_ended_is_forgotten_and_kept_as_it_should(known: Database, secrets: Secrets) -> None:
    await come(known, [row(secrets, 1), row(secrets, 2)], "x", "y")
    said = [Conversation("how long", "quay", "en", NOW), Conversation(None, None, None, NOW)]
    talks = [conversations.row_of(secrets, 4, person, one) for person, one in enumerate(said)]
    asked = [
        Asked(1, DAY, "en", "answer", "quay", 1, "how long"),
        Asked(2, DAY, "id", "unknown", None, None, "?"),
    ]
    rows = [questions.row_of(secrets, one) for one in asked]
    for _ in range(2):
        await end(known, done=[1], talks=talks, asked=rows, released=["x"])
    async with known.begin() as session:
        assert [await conversations.load(session, secrets, 4, person) for person in (0, 1)] == said
        assert await questions.since(session, secrets, DAY) == asked
        assert [one.update_id for one in await updates.waiting(session, secrets, BOT)] == [2]
    assert await held(known) == {"y"}


async def test_what_waits_is_read_in_order_as_far_as_asked(known: Database, secrets: Secrets) -> None:
    rows = [row(secrets, 4, person=2), *(row(secrets, number) for number in (3, 1, 5))]
    await come(known, rows)
    lanes = {one["lane"] for one in rows}
    found = await known.look(partial(at_once.waiting, bot=BOT, lanes=lanes, most=2))
    assert [(number, lane, moment) for number, lane, _, _, moment in found] == [
        (one["update_id"], one["lane"], NOW) for one in (rows[2], rows[1], rows[0])
    ]


async def test_what_the_server_refuses_is_no_fault_of_its_line(known: Database, secrets: Secrets) -> None:
    bad = {**row(secrets, 1), "lane": None, "received_at": None}
    for given in (bad, {**bad, "update_id": 2**70}):
        with pytest.raises(StatementError) as refused:
            await come(known, [given])
        assert not is_away(refused.value)
    assert await come(known, [row(secrets, 1)]) == ({1}, set())
