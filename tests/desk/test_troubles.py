from bot.playground.telegram_people import Person
from tests.office import Office


async def test_a_letter_that_telegram_refuses_is_said_in_the_topic(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    desk.running.tg.fail_next("sendMessage", 400, "Bad Request: something new")
    await desk.says(desk.sari, "hello", thread)
    assert "could not be delivered" in desk.texts(thread)[-1]


async def test_a_message_too_old_to_delete_is_said(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    sent = await desk.says(desk.sari, "hello", thread)
    desk.running.tg.fail_next("deleteMessage", 400, "Bad Request: message can't be deleted for everyone")
    await desk.says(desk.sari, "/delete", thread, reply_to=sent)
    assert "48 hours" in desk.texts(thread)[-1]


async def test_a_group_without_topics_is_told_once(desk: Office, ana: Person) -> None:
    desk.group.chat.forum = False
    for name in ("one", "two"):
        await desk.writes(ana, f"/ask {name}")
        await desk.pressed(ana, "f1:kind:tourist")
        await desk.pressed(ana, "f1:send")
    assert [text for text in desk.texts(None) if "no topics" in text] == [desk.texts(None)[0]]
    desk.running.tg.refused.clear()
