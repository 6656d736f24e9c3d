import pytest

from bot.playground.telegram_people import Person
from bot.storage import service
from tests.office import Office


async def test_open_inquiries_are_listed_with_the_way_to_them(desk: Office, ana: Person) -> None:
    await desk.says(desk.sari, "/open")
    assert desk.texts(None)[-1] == "No inquiry is open."
    thread = await desk.asked(ana)
    await desk.says(desk.sari, "/take", thread)
    await desk.says(desk.sari, "/open")
    (message,) = [one for one in desk.group.in_topic(None) if "open inquiry" in one.text]
    assert "BPN-2026-0001 · Ana · in hand · Sari" in message.text
    assert f"https://t.me/c/1/{thread}" in (message.html or "")


async def test_a_second_taker_is_told_of_the_first(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    await desk.says(desk.sari, "/take", thread)
    await desk.says(desk.tono, "/take", thread)
    assert "until now it was in the hands of Sari" in desk.texts(thread)[-1]
    (one,) = await desk.inquiries()
    assert one.taken_by is not None
    assert one.taken_by.name == "Tono"


@pytest.mark.parametrize("name", ["take", "close", "reopen", "info", "ban"])
async def test_outside_of_a_topic_a_number_is_needed(desk: Office, ana: Person, name: str) -> None:
    await desk.asked(ana)
    await desk.says(desk.sari, f"/{name}")
    assert "Which inquiry?" in desk.texts(None)[-1]
    await desk.says(desk.sari, f"/{name} bpn-2026-0001")
    assert "Which inquiry?" not in desk.texts(None)[-1]


async def test_closing_twice_and_opening_the_open_is_said(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    for text, told in (
        ("/reopen", "is open."),
        ("/close", "is closed. The person is told"),
        ("/close", "closed already"),
    ):
        await desk.says(desk.sari, text, thread)
        assert told in desk.texts(thread)[-1]


async def test_delete_needs_a_letter_of_the_staff(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    note = await desk.says(desk.sari, "// only here", thread)
    for replied in (None, note):
        await desk.says(desk.sari, "/delete", thread, reply_to=replied)
        assert "Reply with /delete" in desk.texts(thread)[-1]


async def test_a_barred_person_reaches_the_bot_only(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    await desk.says(desk.sari, "/ban", thread)
    seen = len(desk.texts(thread))
    await desk.writes(ana, "which colour are the cranes")
    assert "yellow" in ana.messages[-1].text
    assert len(desk.texts(thread)) == seen
    await desk.says(desk.sari, "/unban", thread)
    await desk.says(desk.sari, "/unban", thread)
    assert "was not barred" in desk.texts(thread)[-1]


async def test_who_did_what_is_kept(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    for text in ("/take", "/close", "/reopen", "/ban", "/unban", "/info", "/help"):
        await desk.says(desk.sari, text, thread)
    database = desk.running.whole.ground.database
    async with database.begin() as session:
        acts = await service.acts(session, database.secrets, 9)
    assert [act.act for act in acts][::-1] == ["take", "close", "reopen", "ban", "unban"]
    assert {(act.who.name, act.subject) for act in acts} == {("Sari", "BPN-2026-0001")}
