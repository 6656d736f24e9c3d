from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)
from telegram.error import BadRequest

from bot.playground.telegram import Telegram
from bot.playground.telegram_world import Query

TOO_OLD = "Query is too old and response timeout expired or query id is invalid"


async def pressed(tg: Telegram, bot: Bot) -> Query:
    ana = tg.person()
    await ana.say("halo")
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("A", callback_data="a")]])
    await bot.send_message(ana.user.id, "x", reply_markup=markup)
    return await ana.press(await ana.next_message(), "a")


def article(number: str, text: str = "x", title: str = "T") -> InlineQueryResultArticle:
    return InlineQueryResultArticle(number, title, InputTextMessageContent(text, parse_mode="HTML"))


async def test_a_press_is_answered_once(tg: Telegram, bot: Bot) -> None:
    press = await pressed(tg, bot)
    await bot.answer_callback_query(press.id, "saved")
    assert press.answer is not None
    assert press.answer["text"] == "saved"
    with pytest.raises(BadRequest, match=TOO_OLD):
        await bot.answer_callback_query(press.id)


async def test_an_unknown_press_cannot_be_answered(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=TOO_OLD):
        await bot.answer_callback_query("1")


async def test_a_notice_is_short(tg: Telegram, bot: Bot) -> None:
    press = await pressed(tg, bot)
    with pytest.raises(BadRequest, match="Message_too_long"):
        await bot.answer_callback_query(press.id, "x" * 201)


async def test_an_old_press_cannot_be_answered() -> None:
    moments = [datetime(2026, 11, 24, tzinfo=UTC)]
    tg = Telegram(now=lambda: moments[-1])
    async with Bot(tg.token, request=tg, get_updates_request=tg) as bot:
        press = await pressed(tg, bot)
        moments.append(moments[0] + timedelta(seconds=61))
        with pytest.raises(BadRequest, match=TOO_OLD):
            await bot.answer_callback_query(press.id)


async def test_a_search_is_answered_with_results(tg: Telegram, bot: Bot) -> None:
    query = await tg.person().search("coal")
    await bot.answer_inline_query(query.id, [article("1"), article("2")], is_personal=True)
    assert query.answer is not None
    assert [result["id"] for result in query.answer["results"]] == ["1", "2"]


@pytest.mark.parametrize(
    ("results", "reason"),
    [
        ([article("1"), article("1")], "Result_id_duplicate"),
        ([article("é" * 33)], "Result_id_invalid"),
        ([article("1", title=" ")], "Article_title_empty"),
        ([article("1", text="<b>x")], "Can't parse entities"),
        ([article("1", text="x" * 4097)], "Message is too long"),
    ],
)
async def test_results_are_checked_like_messages(tg: Telegram, bot: Bot, results: Any, reason: str) -> None:
    query = await tg.person().search("coal")
    with pytest.raises(BadRequest, match=reason):
        await bot.answer_inline_query(query.id, results)


async def test_more_than_fifty_results_are_refused(tg: Telegram, bot: Bot) -> None:
    query = await tg.person().search("coal")
    results = [article(str(number)).to_dict() for number in range(51)]
    with pytest.raises(BadRequest, match="Results_too_much"):
        await bot.do_api_request("answerInlineQuery", {"inline_query_id": query.id, "results": results})


async def test_the_results_button_starts_the_bot_with_a_plain_word(tg: Telegram, bot: Bot) -> None:
    query = await tg.person().search("coal")
    button = InlineQueryResultsButton("Ask", start_parameter="a b")
    with pytest.raises(BadRequest, match="Start_param_invalid"):
        await bot.answer_inline_query(query.id, [], button=button)
