"""Contacts and drafts: whose messages go to the staff now, and whose form is being filled in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import people
from bot.storage.desk_tables import contacts, drafts
from bot.storage.secrets import Secrets
from bot.storage.writing import changed, put


async def begin(session: AsyncSession, person: str, inquiry: str, now: datetime) -> None:
    """Let a person's messages go to an inquiry from now on."""
    await put(session, contacts, {"person": person, "inquiry": inquiry, "since": now})


async def current(session: AsyncSession, secrets: Secrets, user_id: int) -> str | None:
    """Find the inquiry to which a person's messages go, if any."""
    mine = contacts.c.person == people.key_of(secrets, user_id)
    return await session.scalar(select(contacts.c.inquiry).where(mine))


async def end(session: AsyncSession, person: str) -> bool:
    """Let the bot answer a person again; False where it did already."""
    return await changed(session, delete(contacts).where(contacts.c.person == person)) > 0


async def end_inquiry(session: AsyncSession, inquiry: str) -> None:
    """Let the bot answer again whoever was in contact through an inquiry."""
    await session.execute(delete(contacts).where(contacts.c.inquiry == inquiry))


async def draft(session: AsyncSession, secrets: Secrets, user_id: int) -> dict[str, Any] | None:
    """Read the form that a person is filling in."""
    mine = drafts.c.person == people.key_of(secrets, user_id)
    body = await session.scalar(select(drafts.c.body).where(mine))
    found: dict[str, Any] | None = None if body is None else secrets.unseal(body)
    return found


async def keep_draft(
    session: AsyncSession, secrets: Secrets, user_id: int, body: Mapping[str, Any], now: datetime
) -> None:
    """Keep a form as far as it is filled in."""
    person = people.key_of(secrets, user_id)
    await put(session, drafts, {"person": person, "body": secrets.seal(dict(body)), "updated_at": now})


async def drop_draft(session: AsyncSession, secrets: Secrets, user_id: int) -> bool:
    """Throw a form away; False where there was none."""
    mine = drafts.c.person == people.key_of(secrets, user_id)
    return await changed(session, delete(drafts).where(mine)) > 0
