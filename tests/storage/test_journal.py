"""One transaction stores, marks, claims and lets go; a lane is one replica's alone."""

from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest

from bot.storage import conversations, journal, questions, replicas, updates
from bot.storage.conversations import Conversation
from bot.storage.database import Database
from bot.storage.glance import glance, keys_of
from bot.storage.journal import Batch, Committed, Journal, Look, Note
from bot.storage.questions import Asked

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
BOT = 8_123_456_789


def rows(database: Database, *numbers: int, person: int = 1) -> list[dict[str, Any]]:
    raw = [{"update_id": one, "message": {"chat": {"id": person}, "from": {"id": person}}} for one in numbers]
    return [updates.row_of(database.secrets, BOT, one, NOW) for one in raw]


def journal_of(database: Database, replica: str | None = None) -> Journal:
    return Journal(database.secrets, BOT, replica)


async def commit(database: Database, book: Journal, **batch: Any) -> Committed:
    return await database.commit(partial(book.commit, batch=Batch(**batch)))


@pytest.fixture
def book(database: Database) -> Journal:
    return journal_of(database)


async def test_what_is_new_is_told(database: Database, book: Journal) -> None:
    assert (await commit(database, book, rows=rows(database, 2, 1))).new == {1, 2}
    assert (await commit(database, book, rows=rows(database, 2, 3))).new == {3}
    assert await database.look(partial(journal.newest, bot=BOT)) == 3


async def test_a_lane_is_read_in_order_and_no_further_than_asked(database: Database, book: Journal) -> None:
    stored = rows(database, *range(9))
    await commit(database, book, rows=stored, done=[])
    lane = stored[0]["lane"]
    found = (await commit(database, book, done=[0], wanted={lane}, most=3)).found
    assert [one.update_id for one in found] == [1, 2, 3]
    assert (found[0].lane, found[0].received) == (lane, NOW)


async def test_the_lane_that_waits_longest_comes_first(database: Database, book: Journal) -> None:
    first, second, third = (
        rows(database, 5, 9, person=1),
        rows(database, 4, person=2),
        rows(database, 7, person=3),
    )
    await commit(database, book, rows=[*first, *second, *third])
    names = [second[0]["lane"], first[0]["lane"], third[0]["lane"]]
    assert await database.look(partial(book.lanes, most=9)) == names
    await commit(database, book, done=[4])
    assert await database.look(partial(book.lanes, most=1)) == names[1:2]


async def test_what_is_handled_keeps_its_question_and_where_the_conversation_stands(
    database: Database, book: Journal
) -> None:
    said = Conversation("how long", "quay", "en", NOW)
    asked = Asked(1, date(2026, 11, 24), "en", "answer", "quay", 1, "how long")
    note = Note(conversations.row_of(database.secrets, 4, 7, said), questions.row_of(database.secrets, asked))
    for _ in range(2):
        await commit(database, book, rows=rows(database, 1), done=[1], notes=[note])
    async with database.begin() as session:
        assert await conversations.load(session, database.secrets, 4, 7) == said
        assert await questions.since(session, database.secrets, date(2026, 1, 1)) == [asked]


async def test_failures_are_counted_until_it_is_parked(database: Database, book: Journal) -> None:
    await commit(database, book, rows=rows(database, 1))
    count = partial(journal.failed, bot=BOT, update_id=1, reason="Timeout")
    assert [await database.commit(count) for _ in range(2)] == [1, 2]
    await database.commit(partial(journal.park, bot=BOT, update_id=1, reason="Timeout"))
    assert await database.look(partial(book.lanes, most=9)) == []


async def test_a_lane_is_one_replicas_until_it_lets_go(database: Database) -> None:
    first, second = journal_of(database, "a"), journal_of(database, "b")
    for name in ("a", "b"):
        await database.commit(partial(replicas.join, replica=name))
    stored = rows(database, 1)
    lane = stored[0]["lane"]
    assert (await commit(database, first, rows=stored, wanted={lane})).claimed == {lane}
    other = await commit(database, second, rows=rows(database, 2), wanted={lane})
    assert (other.claimed, other.found) == (set(), [])
    assert await database.look(partial(second.lanes, most=9)) == []
    again = await commit(database, first, done=[1], wanted={lane})
    assert [one.update_id for one in again.found] == [2]
    await commit(database, first, done=[2], released={lane})
    assert (await commit(database, second, rows=rows(database, 3), wanted={lane})).claimed == {lane}


async def test_a_dead_replicas_lanes_are_free_again(database: Database) -> None:
    first, second = journal_of(database, "a"), journal_of(database, "b")
    stored = rows(database, 1)
    for name in ("a", "b"):
        await database.commit(partial(replicas.join, replica=name))
    await commit(database, first, rows=stored, wanted={stored[0]["lane"]})
    await database.commit(partial(replicas.bury, replica="a", stood=0))
    assert await database.look(partial(second.lanes, most=9)) == [stored[0]["lane"]]


async def test_who_was_buried_claims_nothing_that_nobody_would_free(database: Database) -> None:
    first = journal_of(database, "a")
    stored = rows(database, 1)
    await database.commit(partial(replicas.join, replica="a"))
    await database.commit(partial(replicas.bury, replica="a", stood=0))
    assert (await commit(database, first, rows=stored, wanted={stored[0]["lane"]})).claimed == set()
    assert await database.look(partial(journal_of(database, "b").lanes, most=9)) == [stored[0]["lane"]]


@pytest.mark.parametrize("waiting", [(5,), (4, 5)])
async def test_a_glance_is_read_along_where_the_one_that_came_is_next(
    database: Database, waiting: tuple[int, ...]
) -> None:
    said = Conversation("how long", "quay", "en", NOW)
    async with database.begin() as session:
        await conversations.save(session, database.secrets, 1, 1, said)
    await database.commit(partial(replicas.join, replica="a"))
    stored = rows(database, *waiting)
    lane = stored[0]["lane"]
    look = Look(5, lane, keys_of(database.secrets, 1, 1, NOW))
    committed = await commit(database, journal_of(database, "a"), rows=stored, wanted={lane}, look=look)
    assert [one.update_id for one in committed.found] == [*waiting]
    seen = await database.look(partial(glance, secrets=database.secrets, chat_id=1, user_id=1, now=NOW))
    assert seen.conversation == said
    assert committed.glances == ({5: seen} if waiting == (5,) and database.is_shared else {})
