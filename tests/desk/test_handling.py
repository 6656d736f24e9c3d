from bot.playground.telegram_people import Person
from tests.office import Office


async def test_a_second_taker_is_told_of_the_first(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    await desk.says(desk.sari, "/take", thread)
    await desk.says(desk.tono, "/take", thread)
    assert "before, Sari handled it" in desk.texts(thread)[-1]
    (one,) = await desk.inquiries()
    assert one.taken_by is not None
    assert one.taken_by.name == "Tono"


async def test_closing_twice_and_opening_the_open_is_said(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    for text, told in (
        ("/reopen", "is open."),
        ("/close", "is closed. The person is told"),
        ("/close", "closed already"),
    ):
        await desk.says(desk.sari, text, thread)
        assert told in desk.texts(thread)[-1]


async def test_a_topic_closed_in_its_own_menu_closes_the_inquiry(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    desk.tono.shut_topic(desk.group, thread)
    await desk.quiet()
    assert "The staff has closed BPN-2026-0001" in ana.messages[-1].text
    assert "The person is told" in desk.texts(thread)[-1]
    assert [one.state for one in await desk.inquiries()] == ["closed"]
    await desk.writes(ana, "which colour are the cranes")
    assert "yellow" in ana.messages[-1].text
    desk.tono.shut_topic(desk.group, thread, closed=False)
    await desk.quiet()
    assert "has opened" in ana.messages[-1].text
    assert [one.state for one in await desk.inquiries()] == ["reopened"]


async def test_a_topic_that_the_command_has_closed_already_tells_nobody_again(
    desk: Office, ana: Person
) -> None:
    thread = await desk.asked(ana)
    await desk.says(desk.sari, "/close", thread)
    assert thread in desk.group.chat.closed
    before = ana.state
    desk.sari.shut_topic(desk.group, thread)
    await desk.quiet()
    assert ana.state == before


async def test_whoever_is_no_member_closes_nothing(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    desk.group.chat.members[desk.tono.user.id] = "left"
    desk.tono.shut_topic(desk.group, thread)
    await desk.quiet()
    assert [one.state for one in await desk.inquiries()] == ["new"]


async def test_a_topic_of_the_staffs_own_may_be_closed(desk: Office) -> None:
    desk.sari.shut_topic(desk.group, desk.group.topic("Coffee"))
    await desk.quiet()
    assert desk.texts(None) == []
