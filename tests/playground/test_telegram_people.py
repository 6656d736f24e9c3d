from datetime import UTC, datetime

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot.playground.telegram import Telegram
from bot.playground.telegram_people import NoSuchButton


async def test_a_command_comes_with_its_entity(tg: Telegram, bot: Bot) -> None:
    await tg.person().say("🚢 /start@gerbang_bot x")
    update = Update.de_json(tg.pending[0], bot)
    assert update.message is not None
    (entity,) = update.message.entities
    assert (entity.type, entity.offset, entity.length) == ("bot_command", 3, 18)


async def test_the_bot_sees_name_and_language(tg: Telegram) -> None:
    await tg.person(7, "<b>Budi</b>", "id", "budi").say("halo")
    sender = tg.pending[0]["message"]["from"]
    names = {"id": 7, "is_bot": False, "first_name": "<b>Budi</b>", "username": "budi", "language_code": "id"}
    assert sender == names


async def test_messages_are_returned_one_after_the_other(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    await ana.say("halo")
    await bot.send_message(ana.user.id, "one")
    await bot.send_message(ana.user.id, "two")
    assert [(await ana.next_message()).text, (await ana.next_message()).text] == ["one", "two"]
    with pytest.raises(TimeoutError):
        await ana.next_message(timeout=0)


async def test_a_press_reaches_the_bot_with_its_message(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    await ana.say("halo")
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Ports", callback_data="t:ports")]])
    await bot.send_message(ana.user.id, "topics", reply_markup=markup)
    press = await ana.press(await ana.next_message(), "Ports")
    sent = tg.pending[-1]["callback_query"]
    assert (sent["id"], sent["data"], sent["message"]["text"]) == (press.id, "t:ports", "topics")


async def test_nobody_presses_what_is_not_there(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    await ana.say("halo")
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Site", url="https://bpn.go.id")]])
    await bot.send_message(ana.user.id, "topics", reply_markup=markup)
    message = await ana.next_message()
    for label in ("Site", "Ports"):
        with pytest.raises(NoSuchButton):
            await ana.press(message, label)


async def test_an_edited_message_comes_as_an_edit(tg: Telegram) -> None:
    ana = tg.person()
    ana.edit(await ana.say("prot"), "port")
    assert tg.pending[-1]["edited_message"]["text"] == "port"


async def test_something_else_than_text_comes_as_given(tg: Telegram) -> None:
    await tg.person().send(location={"latitude": -1.2, "longitude": 116.8})
    message = tg.pending[0]["message"]
    assert message["location"]["latitude"] == -1.2
    assert "text" not in message


async def test_blocking_and_coming_back_are_told(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    await ana.say("halo")
    ana.block()
    await ana.say("again")
    changes = [
        update["my_chat_member"]["new_chat_member"]["status"]
        for update in tg.pending
        if "my_chat_member" in update
    ]
    assert changes == ["kicked", "member"]
    assert Update.de_json(tg.pending[1], bot).my_chat_member is not None


async def test_in_a_group_a_plain_bot_sees_only_what_is_meant_for_it(tg: Telegram, bot: Bot) -> None:
    ana, group = tg.person(), tg.group(-1001, "Friends", bot_is="member")
    await ana.say("hello all", group)
    await ana.say("/help", group)
    await ana.say("hi @gerbang_bot", group)
    card = await bot.send_message(-1001, "yes?")
    await ana.say("thanks", group, reply_to=group.chat.messages[card.message_id])
    assert [update["message"]["text"] for update in tg.pending] == ["/help", "hi @gerbang_bot", "thanks"]


async def test_an_administrator_bot_sees_everything_and_its_topic(tg: Telegram) -> None:
    ana = tg.person()
    desk = tg.group(-1001, "Desk", ana, forum=True)
    await ana.say("a note", desk, thread=desk.topic("Inquiry 1"))
    message = tg.pending[0]["message"]
    assert (message["is_topic_message"], message["chat"]["is_forum"]) == (True, True)


async def test_a_search_carries_its_text(tg: Telegram) -> None:
    query = await tg.person().search("coal")
    assert (tg.pending[0]["inline_query"]["query"], query.answer) == ("coal", None)


async def test_private_chats_and_groups_count_their_own_messages(tg: Telegram) -> None:
    ana, desk = tg.person(), tg.group(-1001, "Desk")
    numbers = [(await ana.say("x")).message_id, (await ana.say("x", desk)).message_id]
    assert numbers == [1, 1]


async def test_the_time_is_the_clocks() -> None:
    tg = Telegram(now=lambda: datetime(2026, 11, 24, tzinfo=UTC))
    assert (await tg.person().say("x")).date == 1795478400
