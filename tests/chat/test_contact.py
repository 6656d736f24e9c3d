from bot.playground.telegram_people import Person
from tests.office import Office


async def test_back_to_the_staff_with_one_tap(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    await desk.pressed(ana, "Ask the bot instead")
    assert "The bot answers you again" in ana.messages[-1].text
    await desk.pressed(ana, "Write to the staff again (BPN-2026-0001)")
    await desk.writes(ana, "one more thing")
    assert desk.texts(thread)[-1].endswith("one more thing")


async def test_anothers_inquiry_cannot_be_written_to(desk: Office, ana: Person) -> None:
    await desk.asked(ana)
    eve = desk.running.tg.person(66, "Eve")
    await desk.asked(eve)
    await desk.pressed(eve, "Ask the bot instead")
    query = {"id": "9", "from": eve.user.json(), "message": eve.messages[-1].json(), "chat_instance": "1"}
    desk.running.tg.inject({"callback_query": {**query, "data": "v1:en:BPN-2026-0001"}})
    await desk.quiet()
    await desk.writes(eve, "let me in")
    assert "let me in" not in "\n".join(desk.texts(min(desk.group.chat.topics)))
    desk.running.tg.refused.clear()


async def test_an_edit_of_what_was_said_to_the_bot_asks_nothing(desk: Office, ana: Person) -> None:
    asked = await desk.writes(ana, "which colour are the cranes")
    before = ana.state
    ana.edit(asked, "how long is the quay")
    await desk.quiet()
    assert ana.state == before
