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
    assert "BPN-2026-0001 · Ana · being handled · Sari" in message.text
    assert f"https://t.me/c/1/{thread}" in (message.html or "")


@pytest.mark.parametrize("name", ["take", "close", "reopen", "info", "ban"])
async def test_outside_of_a_topic_a_number_is_needed(desk: Office, ana: Person, name: str) -> None:
    await desk.asked(ana)
    await desk.says(desk.sari, f"/{name}")
    assert "Which inquiry?" in desk.texts(None)[-1]
    await desk.says(desk.sari, f"/{name} bpn-2026-0001")
    assert "Which inquiry?" not in desk.texts(None)[-1]


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
    own = ("take", "close", "reopen", "ban", "unban", "info")
    of_all = ("open", "unanswered", "stale", "report", "edition", "pause", "resume")
    for name in (*own, *of_all, "help"):
        await desk.says(desk.sari, f"/{name}", thread)
    await desk.says(desk.sari, "/notice 2026-12-01\nen: Closed\nid: Tutup", thread)
    database = desk.running.whole.ground.database
    async with database.begin() as session:
        acts = (await service.acts(session, database.secrets, 20))[::-1]
    assert [act.act for act in acts] == [*own, *of_all, "notice"]
    assert [act.subject for act in acts] == ["BPN-2026-0001"] * len(own) + [None] * (len(of_all) + 1)
    assert {act.who.name for act in acts} == {"Sari"}
