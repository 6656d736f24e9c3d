"""Rows of an edition: laid on their shelves in order, and taken from them again."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from sqlalchemy import Table, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.edition_tables import editions
from bot.storage.tables import metadata
from bot.storage.writing import Row

Rows: TypeAlias = Mapping[Table, list[Row]]
"""The rows of one edition by table, in their order; without number and position."""


def edition_shelves() -> list[Table]:
    """List the tables whose rows belong to an edition, owners before what they own."""
    return [table for table in metadata.sorted_tables if _hangs_on(table)]


async def lay(session: AsyncSession, number: int, rows: Rows) -> None:
    """Write the rows of a new edition."""
    for table in edition_shelves():
        placed = [{"edition": number, "position": at, **row} for at, row in enumerate(rows.get(table, ()))]
        if placed:
            await session.execute(insert(table), placed)


async def take(session: AsyncSession, number: int) -> Rows:
    """Read the rows of an edition, in order."""
    return {table: await _rows(session, table, number) for table in edition_shelves()}


def grouped(rows: Iterable[Row], *keys: str) -> dict[tuple[Any, ...], list[Row]]:
    """Sort rows by what the keys say, each group in order."""
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[key] for key in keys), []).append(row)
    return groups


def spread(lists: Mapping[Any, tuple[str, ...]], key: str, value: str) -> list[Row]:
    """Lay lists of texts out as rows; an empty list is one row without a value."""
    return [{key: name, value: text} for name, texts in lists.items() for text in texts or (None,)]


def gathered(rows: Iterable[Row], key: str, value: str) -> dict[Any, tuple[str, ...]]:
    """Make lists of texts from rows again; undoes `spread`."""
    lists = grouped(rows, key)
    return {
        name: tuple(row[value] for row in group if row[value] is not None) for (name,), group in lists.items()
    }


def _hangs_on(table: Table) -> bool:
    return (
        any(key.references(editions) for key in table.c.edition.foreign_keys)
        if "edition" in table.c
        else False
    )


async def _rows(session: AsyncSession, table: Table, number: int) -> list[Row]:
    columns = [column for column in table.c if column.name not in ("edition", "position")]
    query = select(*columns).where(table.c.edition == number).order_by(table.c.position)
    return [dict(row) for row in (await session.execute(query)).mappings()]
