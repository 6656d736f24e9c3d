from bot.playground.telegram_people import Person
from tests.conftest import Clock
from tests.office import Office


async def test_who_has_none_is_told_how_to_ask(desk: Office, ana: Person) -> None:
    await desk.writes(ana, "/inquiries")
    assert "/ask" in ana.messages[-1].text


async def test_an_inquiry_is_withdrawn_before_its_answer(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    await desk.writes(ana, "/inquiries")
    assert "sent, not yet taken" in ana.messages[-1].text
    await desk.pressed(ana, "BPN-2026-0001")
    assert "An answer is due by" in ana.messages[-1].text
    await desk.pressed(ana, "Withdraw it")
    assert "closed or withdrawn" in desk.texts(thread)[-1]
    assert [one.state for one in await desk.inquiries()] == ["closed"]


async def test_a_late_answer_is_said_to_be_late(desk: Office, ana: Person, clock: Clock) -> None:
    await desk.asked(ana)
    await desk.running.later(clock, days=9)
    await desk.writes(ana, "/inquiries")
    await desk.pressed(ana, "BPN-2026-0001")
    assert "It is late" in ana.messages[-1].text
