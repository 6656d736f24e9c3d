"""Sentence vectors, kept by the fingerprint of their text so that none is computed twice."""

from collections.abc import Iterable, Mapping
from itertools import islice

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.edition_tables import vectors as table
from bot.storage.writing import add

# SQLite takes a bounded number of parameters in one statement.
_AT_ONCE = 1000


async def vectors(session: AsyncSession, encoder: str, fingerprints: Iterable[str]) -> dict[str, bytes]:
    """Find the vectors that are kept for these texts under this encoder."""
    wanted = iter(dict.fromkeys(fingerprints))
    found: dict[str, bytes] = {}
    while some := list(islice(wanted, _AT_ONCE)):
        these = (table.c.encoder == encoder) & table.c.fingerprint.in_(some)
        rows = await session.execute(select(table.c.fingerprint, table.c.vector).where(these))
        found.update((row.fingerprint, row.vector) for row in rows)
    return found


async def keep_vectors(session: AsyncSession, encoder: str, vectors: Mapping[str, bytes]) -> None:
    """Keep vectors by their text's fingerprint; those already kept stay as they are."""
    kept = [{"encoder": encoder, "fingerprint": text, "vector": data} for text, data in vectors.items()]
    await add(session, table, kept)
