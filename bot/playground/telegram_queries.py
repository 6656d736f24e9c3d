"""The Bot API's methods that answer presses and inline queries."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.answers.markup import units
from bot.playground.telegram_calls import Call, Refused
from bot.playground.telegram_checks import read_keyboard, read_preview, read_text
from bot.playground.telegram_world import Query, World

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
# Telegram names no figures; bots report about a minute for a press, some ten seconds for a search.
PRESS_LIVES = timedelta(seconds=60)
SEARCH_LIVES = timedelta(seconds=10)
LONGEST_NOTICE = 200
MOST_RESULTS = 50
LONGEST_ID = 64
LONGEST_BUTTON = 64
UNREAD = "can't parse inline query result: "


def answer_callback_query(world: World, call: Call) -> bool:
    """Answer answerCallbackQuery."""
    query = _open(world, world.presses, call.text("callback_query_id"), PRESS_LIVES)
    if units(call.text("text")) > LONGEST_NOTICE:
        raise Refused("MESSAGE_TOO_LONG")
    query.answer = call.params
    return True


def answer_inline_query(world: World, call: Call) -> bool:
    """Answer answerInlineQuery."""
    results = call.sequence("results")
    for result in results:
        _check_result(world, result)
    query = _open(world, world.inline, call.text("inline_query_id"), SEARCH_LIVES)
    if len(results) > MOST_RESULTS:
        raise Refused("RESULTS_TOO_MUCH")
    if len({result["id"] for result in results}) < len(results):
        raise Refused("RESULT_ID_DUPLICATE")
    _check_button(call.record("button"))
    query.answer = call.params
    return True


def _open(world: World, queries: Mapping[str, Query], number: str, lives: timedelta) -> Query:
    query = queries.get(number)
    if query is None or query.answer is not None or world.now() - query.asked > lives:
        raise Refused(TOO_OLD)
    return query


def _check_result(world: World, result: Any) -> None:
    if not isinstance(result, Mapping):
        raise Refused(f"{UNREAD}expected an Object")
    for name in ("type", "id"):
        if not isinstance(result.get(name), str):
            raise Refused(f'{UNREAD}Can\'t find field "{name}"')
    if not 1 <= len(result["id"].encode()) <= LONGEST_ID:
        raise Refused("RESULT_ID_INVALID")
    if result["type"] == "article":
        _check_article(result)
    if content := result.get("input_message_content", {}):
        _check_content(world, content)
    read_keyboard(result.get("reply_markup", {}))


def _check_article(result: Mapping[str, Any]) -> None:
    if not str(result.get("title", "")).strip():
        raise Refused("ARTICLE_TITLE_EMPTY")
    if not result.get("input_message_content"):
        raise Refused(f'{UNREAD}Can\'t find field "input_message_content"')


def _check_content(world: World, content: Mapping[str, Any]) -> None:
    if "latitude" in content:
        return
    markup = read_text(content.get("message_text"), content.get("parse_mode"))
    world.ignored += markup.ignored
    read_preview(content.get("link_preview_options", {}))


def _check_button(button: Mapping[str, Any]) -> None:
    if not button:
        return
    if not button.get("text"):
        raise Refused("can't parse inline query results button: Can't find field \"text\"")
    start = str(button.get("start_parameter", ""))
    allowed = start.replace("-", "").replace("_", "")
    plain = allowed.isascii() and (allowed.isalnum() or not allowed)
    if "web_app" not in button and not (plain and 1 <= len(start) <= LONGEST_BUTTON):
        raise Refused("START_PARAM_INVALID")
