from datetime import UTC, datetime

import pytest
from telegram import Bot, Update
from telegram.error import BadRequest, ChatMigrated, InvalidToken, NetworkError, RetryAfter, TimedOut
from telegram.ext import ApplicationBuilder, CommandHandler, ContextTypes

from bot.playground.telegram import Telegram


async def greet(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message is not None:
        await update.message.reply_html("<b>Halo</b>")


async def test_a_whole_application_runs_on_it(tg: Telegram) -> None:
    app = ApplicationBuilder().token(tg.token).request(tg).get_updates_request(tg).build()
    app.add_handler(CommandHandler("start", greet))
    ana = tg.person()
    async with app:
        assert app.updater is not None
        await app.updater.start_polling()
        await app.start()
        await ana.say("/start")
        assert (await ana.next_message()).text == "Halo"
        await app.updater.stop()
        await app.stop()
    assert tg.refused == []


async def test_another_token_is_unauthorized(tg: Telegram) -> None:
    with pytest.raises(InvalidToken, match="Unauthorized"):
        await Bot("2:OTHER", request=tg, get_updates_request=tg).get_me()


async def test_calls_and_refusals_are_recorded(tg: Telegram, bot: Bot) -> None:
    with pytest.raises(BadRequest):
        await bot.send_message(5, "halo")
    assert tg.called("sendMessage") == [{"chat_id": 5, "text": "halo"}]
    assert [call.description for call in tg.refused] == ["Bad Request: chat not found"]


async def test_a_planned_failure_comes_once_and_has_no_effect(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    await ana.say("/start")
    tg.fail_next("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3)
    with pytest.raises(RetryAfter):
        await bot.send_message(ana.user.id, "halo")
    assert (ana.messages, tg.refused) == ([], [])
    await bot.send_message(ana.user.id, "halo")
    assert len(ana.messages) == 1


async def test_planned_failures_queue_up(tg: Telegram, bot: Bot) -> None:
    tg.fail_next("getMe", 502, "Bad Gateway")
    tg.fail_next("getMe", 400, "Bad Request: moved", migrate_to=-5)
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.get_me()
    with pytest.raises(ChatMigrated):
        await bot.get_me()


async def test_the_line_breaks_before_the_effect_or_after_it(tg: Telegram, bot: Bot) -> None:
    ana = tg.person()
    await ana.say("/start")
    for after, messages in [(False, 0), (True, 1)]:
        tg.break_next("sendMessage", TimedOut(), after_effect=after)
        with pytest.raises(TimedOut):
            await bot.send_message(ana.user.id, "halo")
        assert len(ana.messages) == messages


async def test_everything_survives_a_restart_of_the_bot(tg: Telegram) -> None:
    for text in ("one", "two"):
        async with Bot(tg.token, request=tg, get_updates_request=tg):
            await tg.person().say(text)
    assert len(tg.pending) == 2


async def test_the_bot_bears_the_name_given() -> None:
    tg = Telegram(now=lambda: datetime(2026, 11, 24, tzinfo=UTC), token="9:x", username="gate_bot")
    async with Bot(tg.token, request=tg, get_updates_request=tg) as bot:
        assert (bot.id, bot.username) == (9, "gate_bot")
