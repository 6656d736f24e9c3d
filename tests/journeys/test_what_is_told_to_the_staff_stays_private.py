"""Nothing personal of an inquiry is readable in the database's files or a log; it is given and deleted."""

import json
import logging
from pathlib import Path

import pytest

from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from bot.storage import people
from tests.conftest import Start
from tests.office import Office, office
from tests.storage.desk import cells_with

WORDS = ("Rahasiawati", "perusahaan rahasia", "kapal rahasia", "rahasia@contoh.id", "pesan rahasia")
STAFF = "Sari Rahasiawan"
TABLES = {"people", "conversations", "inquiries", "letters", "contacts", "follows"}


@pytest.fixture
def rahasia(tg: Telegram) -> Person:
    return tg.person(5_550_123_987, "Rahasiawati")


async def fill(desk: Office, person: Person) -> int:
    """Ask the bot and follow its answer, send an inquiry with everything in it, and write to and fro."""
    desk.sari.user.first_name = STAFF
    await desk.writes(person, "which colour are the cranes rahasia")
    await desk.pressed(person, "Tell me if this changes")
    await desk.writes(person, "/language")
    await desk.pressed(person, "l1:en")
    await desk.writes(person, "/ask kapal rahasia")
    await desk.pressed(person, "f1:kind:business")
    await desk.writes(person, "perusahaan rahasia")
    await desk.writes(person, "ID")
    await desk.pressed(person, "f1:subject:other")
    await desk.pressed(person, "f1:dates:open")
    await desk.pressed(person, "f1:size:5")
    await desk.writes(person, "rahasia@contoh.id")
    await desk.pressed(person, "f1:send")
    thread = max(desk.group.chat.topics)
    person.edit(await desk.writes(person, "tulisan rahasia"), "pesan rahasia")
    await desk.quiet()
    await desk.says(desk.sari, "/take", thread)
    await desk.says(desk.sari, "jawaban rahasia", thread)
    await desk.says(desk.sari, "// catatan rahasia", thread)
    return thread


async def cells_of(desk: Office, person: Person) -> list[str]:
    """Every cell of every table that tells of a person."""
    database = desk.running.whole.ground.database
    marks = *WORDS, str(person.user.id), people.key_of(database.secrets, person.user.id)
    async with database.begin() as session:
        return await cells_with(session, database.secrets, marks)


def files(folder: Path) -> bytes:
    """All that stands in the database's files, the write-ahead log included."""
    assert (folder / "gerbang.db-wal").stat().st_size > 0
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())


async def test_no_file_and_no_log_tells(
    start: Start, rahasia: Person, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    async with office(start) as desk:
        await fill(desk, rahasia)
        raw = files(tmp_path)
    told = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    for word in (*WORDS, STAFF, "rahasia", str(rahasia.user.id)):
        assert word.encode() not in raw
        assert word not in "\n".join(told)


async def test_everything_is_given_as_a_file(start: Start, rahasia: Person, tg: Telegram) -> None:
    async with office(start) as desk:
        await fill(desk, rahasia)
        await desk.writes(rahasia, "/mydata")
        kept = json.loads(tg.files["my-data.json"])
    (one,) = kept["inquiries"]
    assert [message["text"] for message in one["messages"]] == ["pesan rahasia", "jawaban rahasia"]
    assert one["form"]["organisation"] == "perusahaan rahasia"


async def test_nothing_is_left_after_it_was_deleted(start: Start, rahasia: Person, tg: Telegram) -> None:
    async with office(start) as desk:
        thread = await fill(desk, rahasia)
        assert {name.partition(".")[0] for name in await cells_of(desk, rahasia)} == TABLES
        await desk.writes(rahasia, "/deletemydata")
        await desk.pressed(rahasia, "Delete everything")
        assert "deleted" in rahasia.messages[-1].text
        assert thread not in desk.group.chat.topics
        assert await desk.inquiries() == []
        assert await cells_of(desk, rahasia) == []
        await desk.writes(rahasia, "/mydata")
    kept = json.loads(tg.files["my-data.json"])
    assert not any(value for value in kept.values())


async def test_without_a_staff_chat_it_is_kept_and_said_honestly(start: Start, ana: Person) -> None:
    async with start() as running:
        await ana.say("/ask where is the ferry office")
        await running.quiet()
        for button in ("f1:kind:tourist", "f1:send"):
            await ana.press(ana.messages[-1], button)
            await running.quiet()
        assert "No staff group is connected" in ana.messages[-1].text
        await ana.say("which colour are the cranes")
        await running.quiet()
        assert "yellow" in ana.messages[-1].text
