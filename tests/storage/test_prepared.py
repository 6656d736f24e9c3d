"""A prepared statement gives and takes what SQLAlchemy's own way does, on both databases."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import Database
from bot.storage.prepared import Prepared
from bot.storage.tables import conversations

NOW = datetime(2026, 11, 24, 8, 0, 0, 125, tzinfo=UTC)
ROW = {
    "conversation": "c",
    "person": "p",
    "question": b"\x00\xff",
    "entry": None,
    "language": "en",
    "at": NOW,
}
FOUND = Prepared(
    select(conversations.c.question, conversations.c.entry, conversations.c.at)
    .where(conversations.c.conversation >= bindparam("b_from"), conversations.c.language == "en")
    .order_by(conversations.c.conversation)
)


def inserted(connection: Connection) -> Prepared:
    build = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    insert: sqlite.Insert | postgresql.Insert = build(conversations)
    return Prepared(insert.on_conflict_do_nothing().returning(conversations.c.conversation))


async def test_what_is_written_is_read_as_it_was(database: Database) -> None:
    def write(connection: Connection) -> list[tuple[str]]:
        rows = [{**ROW, "conversation": name} for name in ("c", "d", "c")]
        return inserted(connection).rows(connection, rows)

    assert sorted(await database.commit(write)) == [("c",), ("d",)]
    expected = (b"\x00\xff", None, NOW)
    assert await database.look(lambda one: FOUND.rows(one, [{"b_from": "a"}])) == [expected, expected]
    assert await database.look(lambda one: FOUND.one(one, {"b_from": "d"})) == expected


async def test_a_value_that_is_not_given_is_an_error(database: Database) -> None:
    with pytest.raises(Exception, match="b_from"):
        await database.look(lambda one: FOUND.rows(one, [{}]))
