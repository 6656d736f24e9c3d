"""Follows: who wants to hear when an entry says something else."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import people
from bot.storage.desk_tables import follows
from bot.storage.secrets import Secrets
from bot.storage.writing import changed, put


@dataclass(frozen=True, slots=True)
class Follow:
    """One person's wish: the entry, their language, and the edition that they know."""

    person: str
    user: int
    entry: str
    language: str
    edition: int


async def follow(  # noqa: PLR0913, PLR0917  one row
    session: AsyncSession,
    secrets: Secrets,
    user_id: int,
    entry: str,
    language: str,
    edition: int,
    now: datetime,
) -> None:
    """Keep a wish."""
    row = {
        "person": people.key_of(secrets, user_id),
        "entry": entry,
        "who": secrets.seal(user_id),
        "language": language,
        "edition": edition,
        "since": now,
    }
    await put(session, follows, row)


async def stop(session: AsyncSession, secrets: Secrets, user_id: int, entry: str) -> bool:
    """Forget a wish; False where there was none."""
    mine = (follows.c.person == people.key_of(secrets, user_id)) & (follows.c.entry == entry)
    return await changed(session, delete(follows).where(mine)) > 0


async def of_person(session: AsyncSession, secrets: Secrets, user_id: int) -> list[str]:
    """Read the entries that a person follows."""
    mine = follows.c.person == people.key_of(secrets, user_id)
    return list(await session.scalars(select(follows.c.entry).where(mine).order_by(follows.c.since)))


async def behind(session: AsyncSession, secrets: Secrets, edition: int, most: int) -> list[Follow]:
    """Read wishes whose edition is an older one."""
    query = select(follows).where(follows.c.edition < edition).order_by(follows.c.edition).limit(most)
    return [
        Follow(row.person, secrets.unseal(row.who), row.entry, row.language, row.edition)
        for row in await session.execute(query)
    ]


async def knows(session: AsyncSession, one: Follow, edition: int) -> bool:
    """Note that a follower knows an edition; False where that was noted already."""
    mine = (follows.c.person == one.person) & (follows.c.entry == one.entry)
    noted = update(follows).where(mine & (follows.c.edition == one.edition)).values(edition=edition)
    return await changed(session, noted) > 0


async def count(session: AsyncSession) -> int:
    """Count the wishes."""
    return await session.scalar(select(func.count()).select_from(follows)) or 0
