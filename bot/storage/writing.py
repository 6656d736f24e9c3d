"""Writing that SQLite and PostgreSQL each spell in their own way."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import CursorResult, Delete, Table, Update, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

Row: TypeAlias = Mapping[str, Any]
"""A row by its columns' names."""


def insert_into(session: AsyncSession, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Start an insert that can speak about conflicts."""
    if is_postgresql(session):
        return postgresql.insert(table)
    return sqlite.insert(table)


def is_postgresql(session: AsyncSession) -> bool:
    """Tell which of the two databases this is."""
    return session.get_bind().dialect.name == "postgresql"


async def add(session: AsyncSession, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows that are not there yet; those that are stay as they are."""
    if rows:
        await session.execute(
            insert_into(session, table).on_conflict_do_nothing(), [dict(row) for row in rows]
        )


async def put(session: AsyncSession, table: Table, row: Row) -> None:
    """Insert a row, or replace the one with the same primary key."""
    keys = [column.name for column in table.primary_key]
    insert = insert_into(session, table).values(**row)
    fresh = {name: insert.excluded[name] for name in row if name not in keys}
    await session.execute(insert.on_conflict_do_update(index_elements=keys, set_=fresh))


async def take_turns(session: AsyncSession, what: str) -> None:
    """Wait until no other transaction does the same thing; SQLite has one writer at a time anyway."""
    if is_postgresql(session):
        claim = text("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))")
        await session.execute(claim, {"what": f"gerbang {what}"})


async def changed(session: AsyncSession, statement: Delete | Update) -> int:
    """Delete or update rows; returns how many."""
    result = await session.execute(statement)
    return result.rowcount if isinstance(result, CursorResult) else 0
