"""The database itself keeps an edition's rows together."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Table, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from bot.storage.database import Database
from bot.storage.edition_tables import editions, entries, entry_texts

MADE = {
    "published": datetime(2026, 11, 24, tzinfo=UTC),
    "digest": "",
    "encoder": "",
    "model": b"",
    "languages": "",
}
ENTRY = {"edition": 1, "position": 0, "id": "kkt", "topic": "port", "kind": "answer"}
TEXT = {"edition": 1, "position": 0, "entry": "kkt", "language": "en"}


async def write(database: Database, *rows: tuple[Table, dict[str, object]]) -> None:
    async with database.begin() as session:
        for table, row in rows:
            await session.execute(insert(table), row)


async def test_a_text_without_its_entry_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError):
        await write(database, (editions, {"number": 1, **MADE}), (entry_texts, TEXT))


async def test_an_entry_stands_once_in_an_edition(database: Database) -> None:
    with pytest.raises(IntegrityError):
        await write(
            database, (editions, {"number": 1, **MADE}), (entries, ENTRY), (entries, {**ENTRY, "position": 1})
        )


async def test_an_edition_goes_with_all_its_rows(database: Database) -> None:
    await write(database, (editions, {"number": 1, **MADE}), (entries, ENTRY), (entry_texts, TEXT))
    async with database.begin() as session:
        await session.execute(delete(editions))
        assert await session.scalar(select(func.count()).select_from(entry_texts)) == 0
