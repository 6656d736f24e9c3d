"""A look and a commit work alike on both databases."""

import pytest
from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.storage.database import Database, is_away
from bot.storage.tables import seals

ROW = {"name": "note", "value": "1"}


def write(connection: Connection) -> int:
    connection.execute(insert(seals), ROW)
    return 7


def count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(seals).where(seals.c.name == "note")) or 0


async def test_what_is_committed_is_seen(database: Database) -> None:
    assert await database.look(count) == 0
    assert await database.commit(write) == 7
    assert await database.look(count) == 1


async def test_an_error_leaves_nothing(database: Database) -> None:
    def fail(connection: Connection) -> None:
        write(connection)
        raise KeyError

    with pytest.raises(KeyError):
        await database.commit(fail)
    assert await database.look(count) == 0


async def test_a_look_does_not_wait_for_a_transaction(database: Database) -> None:
    async with database.begin() as session:
        await session.execute(insert(seals), ROW)
        assert await database.look(count) == 0
    assert await database.look(count) == 1


async def test_only_postgresql_is_shared(database: Database, kind: str) -> None:
    assert database.is_shared == (kind == "postgresql")


@pytest.mark.parametrize(
    ("error", "away"),
    [
        (ConnectionRefusedError(), True),
        (OperationalError("", {}, Exception("database is locked")), True),
        (KeyError(), False),
        (ValueError(), False),
    ],
)
def test_what_may_pass_is_told_from_our_own_faults(error: Exception, away: bool) -> None:  # noqa: FBT001  a row
    assert is_away(error) == away


async def test_what_fails_leaves_both_ways_open(database: Database) -> None:
    def fail(connection: Connection) -> None:
        connection.execute(text("nonsense"))

    for _ in range(2):
        with pytest.raises(DBAPIError):
            await database.look(fail)
        with pytest.raises(DBAPIError):
            await database.commit(fail)
    assert await database.commit(write) == 7
    assert await database.look(count) == 1
