"""Rows keep their order on the shelves, and lists come back from them."""

from datetime import UTC, datetime

from sqlalchemy import insert

from bot.storage import edition_tables as tables
from bot.storage import vocabulary_tables
from bot.storage.database import Database
from bot.storage.shelves import Rows, edition_shelves, gathered, grouped, lay, spread, take

EDITION = {
    "number": 7,
    "published": datetime(2026, 11, 24, tzinfo=UTC),
    "digest": "",
    "encoder": "",
    "model": b"",
    "languages": "",
}


async def test_rows_come_back_in_their_order(database: Database) -> None:
    rows: Rows = {vocabulary_tables.literals: [{"word": word} for word in ("D2", "COVID-19", "A1")]}
    async with database.begin() as session:
        await session.execute(insert(tables.editions), EDITION)
        await lay(session, 7, rows)
        assert (await take(session, 7))[vocabulary_tables.literals] == rows[vocabulary_tables.literals]


def test_every_table_of_an_edition_is_a_shelf() -> None:
    names = {table.name for table in edition_shelves()}
    assert {"entries", "facts", "names", "urgent_settings", "literals"} <= names
    assert names.isdisjoint({"editions", "vectors", "questions", "updates", "people"})


def test_owners_stand_before_what_they_own() -> None:
    shelves = edition_shelves()
    assert shelves.index(tables.entries) < shelves.index(tables.facts) < shelves.index(tables.fact_values)


def test_groups_keep_the_order_of_their_rows() -> None:
    rows = [{"a": 1, "b": 2}, {"a": 3, "b": 4}, {"a": 1, "b": 5}]
    assert grouped(rows, "a") == {(1,): [rows[0], rows[2]], (3,): [rows[1]]}


def test_spread_lists_are_gathered_again_empty_ones_too() -> None:
    lists = {"en": ("one", "two", "one"), "id": ()}
    rows = spread(lists, "language", "word")
    assert rows[-1] == {"language": "id", "word": None}
    assert gathered(rows, "language", "word") == lists
