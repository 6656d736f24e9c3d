from telegram import Bot

from bot.playground.telegram import Telegram


async def test_a_chat_shows_what_is_new_once(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    await ana.say("hello")
    await bot.send_message(ana.chat.id, "one")
    await bot.send_message(ana.chat.id, "two")
    assert [(await ana.next_message()).text for _ in range(2)] == ["one", "two"]
    before = ana.state
    await bot.edit_message_text("three", ana.chat.id, ana.messages[-1].message_id)
    assert ana.state != before
