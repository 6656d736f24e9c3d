"""Rows are added once, and put in the place of others."""

from sqlalchemy import delete, select

from bot.storage.database import Database
from bot.storage.tables import seals
from bot.storage.writing import add, changed, put


async def test_a_row_that_is_there_stays_as_it_is(database: Database) -> None:
    async with database.begin() as session:
        await add(session, seals, [{"name": "note", "value": "1"}])
        await add(session, seals, [{"name": "note", "value": "2"}, {"name": "other", "value": "3"}])
        found = await session.scalars(
            select(seals.c.value).where(seals.c.name.in_(["note", "other"])).order_by(seals.c.value)
        )
        assert list(found) == ["1", "3"]


async def test_a_row_is_put_in_the_place_of_another(database: Database) -> None:
    async with database.begin() as session:
        await put(session, seals, {"name": "note", "value": "1"})
        await put(session, seals, {"name": "note", "value": "2"})
        assert await session.scalar(select(seals.c.value).where(seals.c.name == "note")) == "2"


async def test_changed_rows_are_counted(database: Database) -> None:
    async with database.begin() as session:
        await add(session, seals, [{"name": "one", "value": "1"}, {"name": "two", "value": "1"}])
        assert await changed(session, delete(seals).where(seals.c.value == "1")) == 2
        assert await changed(session, delete(seals).where(seals.c.value == "1")) == 0
