"""What the desk's storage tests share: a moment, a person, an inquiry."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import inquiries
from bot.storage.inquiries import Inquiry, New, Who
from bot.storage.secrets import Secrets
from bot.storage.tables import metadata

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
ANA = Who(5_550_123_987, "Rahasiawati", "rahasia")
BUDI = Who(5_550_123_988, "Budi")


async def opened(session: AsyncSession, secrets: Secrets, cause: str = "1", **changes: Any) -> Inquiry:
    """Open an inquiry."""
    given: dict[str, Any] = {"who": ANA, "kind": "tourist", "language": "en", "form": {"question": "rahasia"}}
    one = await inquiries.open_(session, secrets, New(**given | changes), cause, NOW)
    assert one is not None
    return one


async def cells_with(session: AsyncSession, secrets: Secrets, marks: Collection[str]) -> list[str]:
    """Every cell of every table in which a mark stands, decrypted where it must be."""
    found = []
    for table in metadata.sorted_tables:
        for row in (await session.execute(select(table))).mappings():
            for name, cell in row.items():
                told = (
                    secrets.decrypt(cell) if isinstance(cell, bytes) and cell[:5] == b"gAAAA" else str(cell)
                )
                if any(mark in told for mark in marks):
                    found.append(f"{table.name}.{name}")
    return found
