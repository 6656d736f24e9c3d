"""Rekeying: everything encrypted is encrypted anew under another key, in one transaction."""

from sqlalchemy import Column, Table, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import desk_tables
from bot.storage.secrets import Secrets
from bot.storage.tables import metadata, seals

LOADED = desk_tables  # its tables are known once it is imported
CIPHER = "cipher"


async def rekey(session: AsyncSession, old: Secrets, new: Secrets) -> int:
    """Encrypt every encrypted cell anew; returns how many there were."""
    counts = [
        await _column(session, table, column, old, new)
        for table in metadata.sorted_tables
        for column in encrypted(table)
    ]
    word = new.encrypt(CIPHER).decode()
    await session.execute(update(seals).where(seals.c.name == CIPHER).values(value=word))
    return sum(counts)


def encrypted(table: Table) -> list[Column[bytes]]:
    """Return the columns of a table whose comment says that they are encrypted."""
    return [column for column in table.c if (column.comment or "").startswith("encrypted")]


async def _column(
    session: AsyncSession, table: Table, column: Column[bytes], old: Secrets, new: Secrets
) -> int:
    keys = list(table.primary_key)
    cells = (await session.execute(select(column, *keys).where(column.is_not(None)))).all()
    for cell, *values in cells:
        one = update(table).where(*(key == value for key, value in zip(keys, values, strict=True)))
        await session.execute(one.values({column: new.encrypt(old.decrypt(cell))}))
    return len(cells)
