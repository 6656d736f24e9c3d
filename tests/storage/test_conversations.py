"""A conversation is found where it was left, and old ones go."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from bot.storage import conversations, tables
from bot.storage.conversations import Conversation
from bot.storage.database import Database
from bot.storage.secrets import Secrets

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


async def test_a_new_conversation_is_empty(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        assert await conversations.load(session, secrets, -100123, 1) == Conversation()


async def test_a_conversation_goes_on_where_it_was_left(database: Database, secrets: Secrets) -> None:
    latest = Conversation("berapa tarifnya?", "port-tariff", "id", NOW)
    async with database.begin() as session:
        await conversations.save(session, secrets, 4, 1, Conversation("halo", None, "id", NOW))
        await conversations.save(session, secrets, 4, 1, latest)
    async with database.begin() as session:
        assert await conversations.load(session, secrets, 4, 1) == latest


async def test_two_people_in_one_chat_have_two_conversations(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        await conversations.save(session, secrets, 4, 1, Conversation("halo", None, "id", NOW))
        assert await conversations.load(session, secrets, 4, 2) == Conversation()


async def test_moments_come_back_in_utc(database: Database, secrets: Secrets) -> None:
    wita = datetime(2026, 11, 24, 16, tzinfo=timezone(timedelta(hours=8)))
    async with database.begin() as session:
        await conversations.save(session, secrets, 4, 1, Conversation(at=wita))
        found = await conversations.load(session, secrets, 4, 1)
    assert found.at == NOW
    assert found.at.utcoffset() == timedelta(0)


async def test_a_naive_moment_is_refused(database: Database, secrets: Secrets) -> None:
    naive = Conversation(at=NOW.replace(tzinfo=None))
    async with database.begin() as session:
        with pytest.raises(StatementError):
            await conversations.save(session, secrets, 4, 1, naive)


async def test_the_question_is_encrypted(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        await conversations.save(session, secrets, 4, 1, Conversation("halo kapten", None, "id", NOW))
        stored = await session.scalar(select(tables.conversations.c.question))
    assert stored is not None
    assert b"kapten" not in stored


async def test_sweeping_takes_the_old_ones_only(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        await conversations.save(session, secrets, 1, 1, Conversation(at=NOW - timedelta(days=2)))
        await conversations.save(session, secrets, 2, 1, Conversation(at=None))
        await conversations.save(session, secrets, 3, 1, Conversation("apa?", at=NOW))
        assert await conversations.sweep(session, NOW - timedelta(days=1)) == 2
        assert (await conversations.load(session, secrets, 3, 1)).question == "apa?"
