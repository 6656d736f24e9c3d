"""The published editions: content under a number, never changed afterwards."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.content.content import Content
from bot.languages import Trouble
from bot.storage.digest import digest_of
from bot.storage.edition_tables import editions, entries
from bot.storage.entry_rows import entries_from, rows_of_entries
from bot.storage.reference_rows import (
    Names,
    offices_from,
    places_from,
    rows_of_reference,
    sources_from,
    speakers_from,
    topics_from,
)
from bot.storage.shelves import Rows, lay, take
from bot.storage.vectors import keep_vectors, vectors
from bot.storage.vocabulary_rows import rows_of_vocabulary, vocabulary_from
from bot.storage.writing import take_turns

__all__ = [
    "Edition",
    "EditionLine",
    "UnknownEdition",
    "current",
    "digest_of",
    "keep_vectors",
    "listing",
    "load",
    "publish",
    "vectors",
]


class UnknownEdition(Trouble):
    """There is no edition with this number."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One published edition; `published` is in UTC, `model` the search's own bytes."""

    number: int
    published: datetime
    content: Content
    digest: str
    encoder: str
    model: bytes
    restored_from: int | None
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One line in the list of editions; `entries` counts them."""

    number: int
    published: datetime
    entries: int
    digest: str
    restored_from: int | None


async def publish(  # noqa: PLR0913  an edition is written whole, by name
    session: AsyncSession,
    content: Content,
    *,
    languages: tuple[str, ...],
    encoder: str,
    model: bytes,
    now: datetime,
    restored_from: int | None = None,
) -> int:
    """Write a content as the next edition; returns its number, one above the highest."""
    await take_turns(session, "publish")
    number = (await current(session) or 0) + 1
    row = {
        "number": number,
        "published": now,
        "digest": digest_of(content),
        "encoder": encoder,
        "model": model,
        "restored_from": restored_from,
        "languages": " ".join(languages),
        "no_words": content.vocabulary.no_words,
    }
    await session.execute(insert(editions), row)
    await lay(session, number, _rows_of(content))
    return number


async def current(session: AsyncSession) -> int | None:
    """Find the newest edition's number; None before the first."""
    number: int | None = await session.scalar(select(func.max(editions.c.number)))
    return number


def newest(connection: Connection) -> int | None:
    """Find the same over a plain connection."""
    number: int | None = connection.scalar(select(func.max(editions.c.number)))
    return number


async def load(session: AsyncSession, number: int) -> Edition:
    """Read an edition as it was published (spots are not kept); raises UnknownEdition."""
    query = select(editions).where(editions.c.number == number)
    row = (await session.execute(query)).one_or_none()
    if row is None:
        raise UnknownEdition("storage.unknown_edition", number=number)
    return Edition(
        number=number,
        published=row.published,
        content=_content_from(await take(session, number), row.no_words),
        digest=row.digest,
        encoder=row.encoder,
        model=row.model,
        restored_from=row.restored_from,
        languages=tuple(row.languages.split()),
    )


async def listing(session: AsyncSession) -> list[EditionLine]:
    """List the editions, the oldest first."""
    counted = select(func.count()).where(entries.c.edition == editions.c.number).scalar_subquery()
    columns = [editions.c[name] for name in ("number", "published", "digest", "restored_from")]
    query = select(*columns, counted.label("entries")).order_by(editions.c.number)
    return [EditionLine(**row) for row in (await session.execute(query)).mappings()]


def _rows_of(content: Content) -> Rows:
    return {
        **rows_of_entries(content.entries.values()),
        **rows_of_reference(content),
        **rows_of_vocabulary(content.vocabulary),
    }


def _content_from(rows: Rows, no_words: str | None) -> Content:
    names = Names(rows)
    return Content(
        entries=entries_from(rows),
        topics=topics_from(rows, names),
        sources=sources_from(rows),
        speakers=speakers_from(rows, names),
        places=places_from(rows, names),
        offices=offices_from(rows, names),
        vocabulary=vocabulary_from(rows, names, no_words),
    )
