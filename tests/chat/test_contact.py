from bot.playground.telegram_people import Person
from tests.conftest import Start
from tests.office import Office

SHOW, WRITE = "i1:en:show:BPN-2026-0001", "v1:en:BPN-2026-0001"


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


async def test_without_a_staff_chat_whoever_writes_on_is_told_each_time(start: Start, ana: Person) -> None:
    async with start() as running:
        for text, buttons in (("/ask why", ["f1:kind:tourist", "f1:send"]), ("/inquiries", [SHOW, WRITE])):
            await ana.say(text)
            await running.quiet()
            for data in buttons:
                await ana.press(ana.messages[-1], data)
                await running.quiet()
        await ana.say("one more")
        await running.quiet()
        told = ana.messages[-1]
    assert "is added to BPN-2026-0001" in told.text
    assert told.labels == ["Ask the bot instead"]


async def test_a_message_that_comes_twice_is_answered_alike_and_sent_once(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    await desk.twice(ana.say("which colour are the cranes"))
    assert [one.text.split(",")[0] for one in ana.messages[-2:]] == ["Sent to the staff"] * 2
    assert sum("which colour" in text for text in desk.texts(thread)) == 1
