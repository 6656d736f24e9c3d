import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    SwitchInlineQueryChosenChat,
)
from telegram.error import RetryAfter
from telegram.ext import ExtBot

from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from bot.sending.message import Text, Venue, send, send_venue
from bot.sending.pauses import ChatPauses

ANYWHERE = SwitchInlineQueryChosenChat("Quay", allow_user_chats=True)
BUTTONS = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Quay", callback_data="e1:en:quay")],
        [
            InlineKeyboardButton("Site", url="https://x.example"),
            InlineKeyboardButton("Go", callback_data="g"),
        ],
        [InlineKeyboardButton("Share", switch_inline_query_chosen_chat=ANYWHERE)],
        [InlineKeyboardButton("Stop", callback_data="s", style="danger")],
    ]
)


async def test_telegram_gets_what_the_librarys_own_call_would_send(tg: Telegram, ana: Person) -> None:
    bot = Bot(tg.token, request=tg, get_updates_request=tg)
    await ana.say("hello")
    await send(bot, Text("<b>Yes</b>", BUTTONS), ana.chat.id)
    await bot.send_message(
        ana.chat.id,
        "<b>Yes</b>",
        parse_mode="HTML",
        reply_markup=BUTTONS,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    ours, theirs = tg.called("sendMessage")
    assert ours == theirs


async def test_thread_and_answered_message_go_along(tg: Telegram, ana: Person) -> None:
    bot = Bot(tg.token, request=tg, get_updates_request=tg)
    ana.chat.forum, ana.chat.topics[7] = True, "Harbour"
    await ana.say("hello", thread=7)
    await send(bot, Text("Yes", thread=7, answers=1), ana.chat.id)
    (sent,) = tg.called("sendMessage")
    assert sent["message_thread_id"] == 7
    assert sent["reply_parameters"] == {"message_id": 1, "allow_sending_without_reply": True}


async def test_a_chats_pause_holds_for_it_too(tg: Telegram, ana: Person) -> None:
    bot = ExtBot(tg.token, request=tg, get_updates_request=tg, rate_limiter=ChatPauses(lambda: 0.0))
    await ana.say("hello")
    tg.fail_next("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3)
    for _ in range(2):
        with pytest.raises(RetryAfter):
            await send(bot, Text("Yes"), ana.chat.id)
    assert len(tg.called("sendMessage")) == 1


async def test_a_place_is_what_the_librarys_own_call_would_send(tg: Telegram, ana: Person) -> None:
    bot = Bot(tg.token, request=tg, get_updates_request=tg)
    ana.chat.forum, ana.chat.topics[7] = True, "Harbour"
    await ana.say("hello", thread=7)
    await send_venue(bot, Venue(-1.27, 116.8, "Semayang", "Balikpapan", thread=7), ana.chat.id)
    await bot.send_venue(ana.chat.id, -1.27, 116.8, "Semayang", "Balikpapan", message_thread_id=7)
    ours, theirs = tg.called("sendVenue")
    assert ours == theirs


async def test_each_answer_shares_its_own_entry(tg: Telegram, ana: Person) -> None:
    bot = Bot(tg.token, request=tg, get_updates_request=tg)
    await ana.say("hello")
    for title in ("Quay", "Cranes"):
        anywhere = SwitchInlineQueryChosenChat(title, allow_user_chats=True)
        share = InlineKeyboardButton("Share", switch_inline_query_chosen_chat=anywhere)
        await send(bot, Text(title, InlineKeyboardMarkup([[share]])), ana.chat.id)
    shared = [message.buttons[0].raw["switch_inline_query_chosen_chat"]["query"] for message in ana.messages]
    assert shared == ["Quay", "Cranes"]
