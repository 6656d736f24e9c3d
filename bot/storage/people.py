"""What is kept of a person: the language chosen, under a keyed hash of the id."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.secrets import Secrets
from bot.storage.tables import conversations, people, updates
from bot.storage.writing import changed, put


def key_of(secrets: Secrets, user_id: int) -> str:
    """Make the key under which a person is found."""
    return secrets.hash("person", user_id)


async def chosen_language(session: AsyncSession, secrets: Secrets, user_id: int) -> str | None:
    """Find the language that a person chose, if any."""
    query = select(people.c.language).where(people.c.person == key_of(secrets, user_id))
    return await session.scalar(query)


async def choose_language(
    session: AsyncSession, secrets: Secrets, user_id: int, language: str | None, now: datetime
) -> None:
    """Keep a person's choice; None takes it back."""
    person = key_of(secrets, user_id)
    if language is None:
        await session.execute(delete(people).where(people.c.person == person))
        return
    await put(session, people, {"person": person, "language": language, "chosen_at": now})


async def forget(session: AsyncSession, secrets: Secrets, user_id: int) -> None:
    """Delete what is kept of a person: choice, conversations, and bodies of parked updates."""
    person = key_of(secrets, user_id)
    await session.execute(delete(people).where(people.c.person == person))
    await session.execute(delete(conversations).where(conversations.c.person == person))
    parked = (updates.c.person == person) & (updates.c.state == "parked")
    emptied = {"state": "done", "body": None, "lane": None, "person": None}
    await session.execute(update(updates).where(parked).values(emptied))


async def sweep(session: AsyncSession, before: datetime) -> int:
    """Delete choices older than `before` of people who asked nothing since; returns how many."""
    asked = select(conversations.c.person).where(conversations.c.at >= before)
    old = (people.c.chosen_at < before) & people.c.person.not_in(asked)
    return await changed(session, delete(people).where(old))
