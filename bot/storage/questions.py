"""What was asked and what became of it, without the person's identity."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.secrets import Secrets
from bot.storage.tables import questions
from bot.storage.writing import Row, add, changed

# Every pattern starts where its run of characters starts, so that long messages cost linear time.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w+])(?:\+|\(?0)[\d() ./-]{6,}\d|(?<![\w+])(?:\d[() ./-]{0,2}){8,}\d")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it was kept."""

    update_id: int
    day: date
    language: str
    outcome: str
    entry: str | None
    edition: int | None
    text: str


async def record(  # noqa: PLR0913  one row, by name
    session: AsyncSession,
    secrets: Secrets,
    *,
    update_id: int,
    day: date,
    language: str,
    outcome: str,
    entry: str | None,
    edition: int | None,
    text: str,
) -> None:
    """Keep what was asked; the same update a second time changes nothing."""
    asked = Asked(update_id, day, language, outcome, entry, edition, text)
    await add(session, questions, [row_of(secrets, asked)])


def row_of(secrets: Secrets, asked: Asked) -> Row:
    """Return what was asked as the row that keeps it, contacts scrubbed."""
    return {
        "update_id": asked.update_id,
        "day": asked.day,
        "language": asked.language,
        "outcome": asked.outcome,
        "entry": asked.entry,
        "edition": asked.edition,
        "text": secrets.encrypt(scrubbed(asked.text)),
    }


async def since(session: AsyncSession, secrets: Secrets, day: date) -> list[Asked]:
    """Read what was asked from a day on, in order."""
    query = select(questions).where(questions.c.day >= day).order_by(questions.c.day, questions.c.update_id)
    rows = (await session.execute(query)).mappings()
    return [Asked(**{**row, "text": secrets.decrypt(row["text"])}) for row in rows]


async def text_of(session: AsyncSession, secrets: Secrets, update_id: int) -> str | None:
    """Find what was asked in an update, contacts scrubbed."""
    text = await session.scalar(select(questions.c.text).where(questions.c.update_id == update_id))
    return None if text is None else secrets.decrypt(text)


async def asked_of(session: AsyncSession) -> dict[str, int]:
    """Count how often each entry was the answer, as far as questions are kept."""
    query = (
        select(questions.c.entry, func.count())
        .where(questions.c.entry.is_not(None))
        .group_by(questions.c.entry)
    )
    return dict(map(tuple, await session.execute(query)))


async def sweep(session: AsyncSession, before: date) -> int:
    """Delete what was asked before a day; returns how many."""
    return await changed(session, delete(questions).where(questions.c.day < before))


def scrubbed(text: str) -> str:
    """Replace e-mail addresses and phone numbers by a sign."""
    return _PHONE.sub("☎", _EMAIL.sub("✉", text))
