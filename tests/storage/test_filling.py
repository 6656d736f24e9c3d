"""Rows for the benchmark: as many as asked for, in every table that grows with people."""

from functools import partial

from sqlalchemy import Connection, func, select

from bot.storage.database import Database
from bot.storage.filling import fill
from bot.storage.tables import conversations, people, questions, updates


async def test_every_table_that_grows_with_people_is_filled(database: Database, kind: str) -> None:
    def counted(connection: Connection) -> list[int]:
        tables = (people, conversations, questions, updates)
        return [connection.scalar(select(func.count()).select_from(one)) or 0 for one in tables]

    await database.commit(partial(fill, bot=7, first=1, last=10))
    await database.commit(partial(fill, bot=7, first=11, last=25))
    assert await database.look(counted) == [25] * 4
