"""Where a conversation stands: the latest question, its entry and language."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import people
from bot.storage.secrets import Secrets
from bot.storage.tables import conversations
from bot.storage.writing import Row, changed, put


@dataclass(frozen=True, slots=True)
class Conversation:
    """The latest question of one person in one chat, and what it led to."""

    question: str | None = None
    entry: str | None = None
    language: str | None = None
    at: datetime | None = None


async def load(session: AsyncSession, secrets: Secrets, chat_id: int, user_id: int) -> Conversation:
    """Find a conversation; an empty one when there is none."""
    key = key_of(secrets, chat_id, user_id)
    query = select(conversations).where(conversations.c.conversation == key)
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return Conversation()
    question = None if row.question is None else secrets.decrypt(row.question)
    return Conversation(question, row.entry, row.language, row.at)


async def save(
    session: AsyncSession, secrets: Secrets, chat_id: int, user_id: int, conversation: Conversation
) -> None:
    """Keep where a conversation stands, in place of what stood before."""
    await put(session, conversations, row_of(secrets, chat_id, user_id, conversation))


def row_of(secrets: Secrets, chat_id: int, user_id: int, conversation: Conversation) -> Row:
    """Return a conversation as the row that keeps it."""
    question = conversation.question
    return {
        "conversation": key_of(secrets, chat_id, user_id),
        "person": people.key_of(secrets, user_id),
        "question": None if question is None else secrets.encrypt(question),
        "entry": conversation.entry,
        "language": conversation.language,
        "at": conversation.at,
    }


async def sweep(session: AsyncSession, before: datetime) -> int:
    """Delete conversations older than `before`, or without a moment; returns how many."""
    old = (conversations.c.at < before) | conversations.c.at.is_(None)
    return await changed(session, delete(conversations).where(old))


def key_of(secrets: Secrets, chat_id: int, user_id: int) -> str:
    """Return the key under which the conversation of a person in a chat stands."""
    return secrets.hash("chat", chat_id, user_id)
