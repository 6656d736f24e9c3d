"""What was asked is kept once, without identity."""

from datetime import date

import pytest
from sqlalchemy import select

from bot.storage import questions, tables
from bot.storage.database import Database
from bot.storage.questions import Asked, scrubbed
from bot.storage.secrets import Secrets

DAY = date(2026, 11, 24)
BIG = 3_000_000_000


async def ask(database: Database, secrets: Secrets, update_id: int, text: str, day: date = DAY) -> None:
    async with database.begin() as session:
        await questions.record(
            session,
            secrets,
            update_id=update_id,
            day=day,
            language="id",
            outcome="answer",
            entry="port-tariff",
            edition=3,
            text=text,
        )


async def test_what_was_asked_is_kept(database: Database, secrets: Secrets) -> None:
    await ask(database, secrets, BIG, "berapa tarifnya?")
    async with database.begin() as session:
        found = await questions.since(session, secrets, DAY)
    assert found == [Asked(BIG, DAY, "id", "answer", "port-tariff", 3, "berapa tarifnya?")]


async def test_the_same_update_twice_changes_nothing(database: Database, secrets: Secrets) -> None:
    await ask(database, secrets, 1, "pertama")
    await ask(database, secrets, 1, "kedua")
    async with database.begin() as session:
        assert [one.text for one in await questions.since(session, secrets, DAY)] == ["pertama"]


async def test_the_text_is_encrypted(database: Database, secrets: Secrets) -> None:
    await ask(database, secrets, 1, "halo kapten")
    async with database.begin() as session:
        stored = await session.scalar(select(tables.questions.c.text))
    assert stored is not None
    assert b"kapten" not in stored


async def test_sweeping_takes_what_was_asked_before_the_day(database: Database, secrets: Secrets) -> None:
    await ask(database, secrets, 1, "lama", date(2026, 11, 23))
    await ask(database, secrets, 2, "baru", DAY)
    async with database.begin() as session:
        assert await questions.sweep(session, DAY) == 1
        assert [one.text for one in await questions.since(session, secrets, date.min)] == ["baru"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("telp saya 0812-3456-7890 ya", "telp saya ☎ ya"),
        ("call +62 812 3456 7890.", "call ☎."),
        ("+7 (701) 123-45-67", "☎"),
        ("(0542) 421-000", "☎"),
        ("WA 081234567890?", "WA ☎?"),
        ("NIK 6471012345670001", "NIK ☎"),
        ("tulis ke budi.s+kapal@mail.co.id, ya", "tulis ke ✉, ya"),
        ("Ayşe@örnek.com", "✉"),
    ],
)
def test_contacts_are_scrubbed(text: str, kept: str) -> None:
    assert scrubbed(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "500.000 TEU di 2025?",
        "Rp98.000.000 cukup?",
        "2025-08-07",
        "KM 31",
        "110 atau 112?",
        "halo @ pelabuhan",
    ],
)
def test_what_is_no_contact_stays(text: str) -> None:
    assert scrubbed(text) == text
