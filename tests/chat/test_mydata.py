import json

from bot.playground.telegram_people import Person
from tests.office import Office


async def test_a_stranger_gets_an_empty_file(desk: Office, ana: Person) -> None:
    await desk.writes(ana, "/mydata")
    assert json.loads(desk.running.tg.files["my-data.json"])["inquiries"] == []


async def test_nothing_is_deleted_without_a_second_word(desk: Office, ana: Person) -> None:
    await desk.asked(ana)
    await desk.writes(ana, "/deletemydata")
    assert len(await desk.inquiries()) == 1
    await desk.pressed(ana, "Delete everything")
    assert await desk.inquiries() == []
    assert "BPN-2026-0001 was deleted" in desk.texts(None)[-1]
