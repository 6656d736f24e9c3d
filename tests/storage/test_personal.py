"""What is kept of a person is told, deleted and swept as a whole; every table is looked at."""

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import contacts, conversations, follows, letters, outbox, people, personal, service, updates
from bot.storage import inquiries as inquiry_rows
from bot.storage.conversations import Conversation
from bot.storage.database import Database
from bot.storage.outbox import Parcel
from bot.storage.personal import Topic
from bot.storage.secrets import Secrets
from bot.storage.states import Event
from tests.storage.desk import ANA, BUDI, NOW, cells_with, opened

LATER = NOW + timedelta(days=400)
RAW = {"update_id": 1, "message": {"chat": {"id": ANA.id}, "from": {"id": ANA.id}, "text": "rahasia"}}


async def fill(session: AsyncSession, secrets: Secrets) -> None:
    """Let Ana use everything."""
    one = await opened(session, secrets)
    await inquiry_rows.set_thread(session, one.number, 7)
    body = {"kind": "text", "html": "rahasia"}
    for source, side in enumerate((letters.PERSON, letters.STAFF, letters.NOTE), start=5):
        await letters.add(
            session, secrets, inquiry=one.number, side=side, source=source, body=body, now=NOW, author="Budi"
        )
    await contacts.begin(session, one.person, one.number, NOW)
    await contacts.keep_draft(session, secrets, ANA.id, {"step": "country"}, NOW)
    await follows.follow(session, secrets, ANA.id, "quay", "en", 1, NOW)
    await people.choose_language(session, secrets, ANA.id, "id", NOW)
    await conversations.save(session, secrets, ANA.id, ANA.id, Conversation("rahasia", None, "id", NOW))
    await updates.store(session, secrets, 9, [RAW], NOW)
    await updates.park(session, 9, 1, "test")
    for parcel in (Parcel(act="line", user=ANA.id), Parcel(act="letter", inquiry=one.number, letter=1)):
        await outbox.add(session, secrets, parcel, NOW)


async def traces(session: AsyncSession, secrets: Secrets) -> list[str]:
    """Every cell of every table that leads to Ana."""
    marks = str(ANA.id), ANA.name, "rahasia", people.key_of(secrets, ANA.id)
    return await cells_with(session, secrets, marks)


async def test_everything_is_told(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        await fill(session, secrets)
        await service.ban(session, people.key_of(secrets, ANA.id), NOW)
        kept = await personal.kept(session, secrets, ANA.id)
    assert [name for name, value in kept.items() if not value] == []
    assert kept["put_aside"] == [RAW]
    assert kept["follows"] == ["quay"]
    assert kept["latest_question"] == ["rahasia"]
    (one,) = kept["inquiries"]
    assert [message["from"] for message in one["messages"]] == ["person", "staff"]
    assert one["internal_notes"] == 1


async def test_nothing_is_left_of_a_person_who_asks_for_it(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        await fill(session, secrets)
        assert len(await traces(session, secrets)) > 12
        topics = await personal.forget(session, secrets, ANA.id)
        assert topics == [Topic("BPN-2026-0001", 7)]
        assert await traces(session, secrets) == []


async def test_only_a_ban_stays(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        await fill(session, secrets)
        await service.ban(session, people.key_of(secrets, ANA.id), NOW)
        await personal.forget(session, secrets, ANA.id)
        assert await traces(session, secrets) == ["bans.person"]


async def test_others_keep_what_is_theirs(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        await fill(session, secrets)
        await opened(session, secrets, "2", who=BUDI)
        await personal.forget(session, secrets, ANA.id)
        assert len((await personal.kept(session, secrets, BUDI.id))["inquiries"]) == 1


@pytest.mark.parametrize("closed", [True, False])
async def test_what_is_old_is_swept_but_an_open_inquiry_stays(
    database: Database, secrets: Secrets, *, closed: bool
) -> None:
    async with database.begin() as session:
        await fill(session, secrets)
        (one,) = await inquiry_rows.of_person(session, secrets, ANA.id)
        if closed:
            await inquiry_rows.happened(session, secrets, one, Event.CLOSE, NOW)
        assert await personal.sweep(session, secrets, NOW) == []
        swept = await personal.sweep(session, secrets, LATER)
        assert [topic.number for topic in swept] == ([one.number] if closed else [])
        assert "conversations.question" not in await traces(session, secrets)
