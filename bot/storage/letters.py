"""Letters: the messages of an inquiry, each with its place in the writer's chat and in the reader's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.desk_tables import inquiries, letters
from bot.storage.secrets import Secrets
from bot.storage.writing import insert_into

PERSON, STAFF, NOTE = "person", "staff", "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message: `body` holds its kind, HTML and file; `source` and `copy` are Telegram's message ids."""

    id: int
    inquiry: str
    side: str
    source: int
    copy: int | None
    album: str | None
    author: str | None
    body: Mapping[str, Any]
    at: datetime
    deleted_at: datetime | None


async def add(  # noqa: PLR0913  one letter, by name
    session: AsyncSession,
    secrets: Secrets,
    *,
    inquiry: str,
    side: str,
    source: int,
    body: Mapping[str, Any],
    now: datetime,
    album: str | None = None,
    author: str | None = None,
) -> int | None:
    """Keep a letter and return its id; None where the same message is kept already."""
    row = {
        "inquiry": inquiry,
        "side": side,
        "source": source,
        "album": album,
        "author": None if author is None else secrets.encrypt(author),
        "body": secrets.seal(dict(body)),
        "at": now,
    }
    insert = insert_into(session, letters).values(row).on_conflict_do_nothing()
    number: int | None = await session.scalar(insert.returning(letters.c.id))
    return number


async def load(session: AsyncSession, secrets: Secrets, number: int) -> Letter | None:
    """Find a letter by its id."""
    return await _one(session, secrets, letters.c.id == number)


async def of_inquiry(session: AsyncSession, secrets: Secrets, number: str) -> list[Letter]:
    """Read an inquiry's letters, in order."""
    return await _read(session, secrets, letters.c.inquiry == number)


async def of_album(session: AsyncSession, secrets: Secrets, number: str, album: str) -> list[Letter]:
    """Read the parts of an album that were not passed on yet, in order."""
    wanted = (letters.c.inquiry == number) & (letters.c.album == album) & letters.c.copy.is_(None)
    return await _read(session, secrets, wanted & (letters.c.side != NOTE) & letters.c.deleted_at.is_(None))


async def keep_inside(session: AsyncSession, number: str, album: str, *, is_note: bool) -> bool:
    """Make notes of an album's parts of which one is a note; tells whether a further part is one, too."""
    parts = (letters.c.inquiry == number) & (letters.c.album == album) & (letters.c.side != PERSON)
    known = await session.scalar(select(letters.c.id).where(parts & (letters.c.side == NOTE)).limit(1))
    if is_note:
        await session.execute(update(letters).where(parts & letters.c.copy.is_(None)).values(side=NOTE))
    return is_note or known is not None


async def written_by(session: AsyncSession, secrets: Secrets, person: str, source: int) -> Letter | None:
    """Find what a person wrote to the staff by the message in their chat."""
    own = select(inquiries.c.number).where(inquiries.c.person == person)
    wanted = (letters.c.side == PERSON) & (letters.c.source == source) & letters.c.inquiry.in_(own)
    return await _one(session, secrets, wanted)


async def in_topic(session: AsyncSession, secrets: Secrets, inquiry: str, message: int) -> Letter | None:
    """Find a staff member's letter or note by its message in the topic."""
    wanted = (letters.c.inquiry == inquiry) & (letters.c.source == message) & (letters.c.side != PERSON)
    return await _one(session, secrets, wanted)


async def rewrite(session: AsyncSession, secrets: Secrets, number: int, body: Mapping[str, Any]) -> None:
    """Replace a letter's words, as its writer did."""
    await session.execute(update(letters).where(letters.c.id == number).values(body=secrets.seal(dict(body))))


async def set_copy(session: AsyncSession, number: int, copy: int | None) -> None:
    """Note where the reader has it."""
    await session.execute(update(letters).where(letters.c.id == number).values(copy=copy))


async def lose_copies(session: AsyncSession, inquiry: str, side: str) -> None:
    """Note that the readers of one side's letters have lost them."""
    lost = (letters.c.inquiry == inquiry) & (letters.c.side == side)
    await session.execute(update(letters).where(lost).values(copy=None))


async def unlink_group(session: AsyncSession) -> None:
    """Note that the staff's group counts its messages anew: no number in it leads anywhere any more."""
    theirs = update(letters).where(letters.c.side != PERSON, letters.c.source > 0)
    await session.execute(theirs.values(source=-letters.c.id))
    await session.execute(update(letters).where(letters.c.side == PERSON).values(copy=None))


async def delete(session: AsyncSession, number: int, at: datetime | None) -> None:
    """Note that a letter is taken back; without a moment, that it stays after all."""
    await session.execute(update(letters).where(letters.c.id == number).values(deleted_at=at))


async def forget(session: AsyncSession, secrets: Secrets, number: int) -> None:
    """Forget the words of a letter that was taken back."""
    await rewrite(session, secrets, number, {"kind": "text", "text": "", "html": ""})


async def _one(session: AsyncSession, secrets: Secrets, wanted: ColumnElement[bool]) -> Letter | None:
    found = await _read(session, secrets, wanted)
    return found[0] if found else None


async def _read(session: AsyncSession, secrets: Secrets, wanted: ColumnElement[bool]) -> list[Letter]:
    rows = await session.execute(select(letters).where(wanted).order_by(letters.c.id))
    return [
        Letter(
            id=row.id,
            inquiry=row.inquiry,
            side=row.side,
            source=row.source,
            copy=row.copy,
            album=row.album,
            author=None if row.author is None else secrets.decrypt(row.author),
            body=secrets.unseal(row.body),
            at=row.at,
            deleted_at=row.deleted_at,
        )
        for row in rows
    ]
