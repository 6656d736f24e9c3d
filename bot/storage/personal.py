"""Everything that is kept of one person: told, deleted, and swept when its time is over."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import (
    contacts,
    conversations,
    follows,
    inquiries,
    letters,
    people,
    questions,
    service,
    updates,
)
from bot.storage import desk_tables as tables
from bot.storage.secrets import Secrets
from bot.storage.states import State
from bot.storage.tables import conversations as conversation_table
from bot.storage.tables import updates as update_table
from bot.storage.writing import changed

_OF_A_PERSON = (tables.drafts, tables.contacts, tables.follows, tables.outbox)


@dataclass(frozen=True, slots=True)
class Topic:
    """What an inquiry leaves in the staff's group when it is deleted here."""

    number: str
    thread: int | None


async def kept(session: AsyncSession, secrets: Secrets, user_id: int) -> dict[str, Any]:
    """Return everything that is kept of a person, as JSON can hold it."""
    mine = await inquiries.of_person(session, secrets, user_id)
    return {
        "language": await people.chosen_language(session, secrets, user_id),
        "latest_question": await _latest(session, secrets, user_id),
        "form": await contacts.draft(session, secrets, user_id),
        "in_contact": await contacts.current(session, secrets, user_id),
        "follows": await follows.of_person(session, secrets, user_id),
        "barred": await service.is_banned(session, secrets, user_id),
        "put_aside": await _put_aside(session, secrets, user_id),
        "to_be_sent": await _to_be_sent(session, secrets, user_id),
        "inquiries": [await _inquiry(session, secrets, one) for one in mine],
    }


async def _latest(session: AsyncSession, secrets: Secrets, user_id: int) -> list[str]:
    said = conversation_table.c
    query = select(said.question).where(said.person == people.key_of(secrets, user_id))
    return [secrets.decrypt(body) for body in await session.scalars(query) if body is not None]


async def _put_aside(session: AsyncSession, secrets: Secrets, user_id: int) -> list[Any]:
    """Read the messages that wait for somebody to look why they could not be handled."""
    mine = (update_table.c.person == people.key_of(secrets, user_id)) & (update_table.c.state == "parked")
    bodies = await session.scalars(select(update_table.c.body).where(mine))
    return [json.loads(secrets.decrypt(body)) for body in bodies if body is not None]


async def _to_be_sent(session: AsyncSession, secrets: Secrets, user_id: int) -> list[Any]:
    """Read what is on its way to a person, or may have arrived."""
    mine = tables.outbox.c.person == people.key_of(secrets, user_id)
    bodies = await session.scalars(select(tables.outbox.c.body).where(mine))
    return [secrets.unseal(body) for body in bodies if body is not None]


async def _inquiry(session: AsyncSession, secrets: Secrets, one: inquiries.Inquiry) -> dict[str, Any]:
    found = await letters.of_inquiry(session, secrets, one.number)
    return {
        "number": one.number,
        "state": str(one.state),
        "language": one.language,
        "name": one.who.name,
        "username": one.who.username,
        "id": one.who.id,
        "form": dict(one.form),
        "entry": one.entry,
        "opened": one.opened_at.isoformat(),
        "messages": [
            {"from": letter.side, "at": letter.at.isoformat(), **letter.body}
            for letter in found
            if letter.side != letters.NOTE and letter.deleted_at is None
        ],
        "internal_notes": sum(letter.side == letters.NOTE for letter in found),
    }


async def forget(session: AsyncSession, secrets: Secrets, user_id: int) -> list[Topic]:
    """Delete everything of a person but a ban; returns what still stands in the staff's group."""
    person = people.key_of(secrets, user_id)
    mine = await inquiries.of_person(session, secrets, user_id)
    await people.forget(session, secrets, user_id)
    for table in _OF_A_PERSON:
        await session.execute(delete(table).where(table.c.person == person))
    await _delete(session, [one.number for one in mine])
    return [Topic(one.number, one.thread) for one in mine]


async def _delete(session: AsyncSession, numbers: list[str]) -> None:
    for table in (tables.letters, tables.contacts, tables.outbox):
        await session.execute(delete(table).where(table.c.inquiry.in_(numbers)))
    await session.execute(delete(tables.inquiries).where(tables.inquiries.c.number.in_(numbers)))


async def sweep(session: AsyncSession, secrets: Secrets, before: datetime) -> list[Topic]:
    """Delete what is older than `before` and not in use; returns what still stands in the staff's group."""
    await conversations.sweep(session, before)
    await questions.sweep(session, before.date())
    await updates.sweep(session, before)
    await people.sweep(session, before)
    for table, at in _swept():
        await changed(session, delete(table).where(at < before))
    closed = await inquiries.in_states(session, secrets, {State.CLOSED})
    old = [one for one in closed if one.changed_at < before]
    await _delete(session, [one.number for one in old])
    return [Topic(one.number, one.thread) for one in old]


def _swept() -> list[tuple[Table, Any]]:
    return [
        (tables.drafts, tables.drafts.c.updated_at),
        (tables.notices, tables.notices.c.until),
        (tables.audit, tables.audit.c.at),
        (tables.bans, tables.bans.c.at),
        (tables.outbox, tables.outbox.c.made_at),
    ]
