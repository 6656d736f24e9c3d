"""One message out, or a place below it: in as few steps as Telegram needs.

python-telegram-bot makes objects of everything on the way there and back, of which nothing is wanted here: a
quarter of an answer's cost (2026-11). Pauses, limits and errors are those of every other call.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.ext import ExtBot
from telegram.request import RequestData

# PTB has no public way to build a request's parameters outside of its Bot.
from telegram.request._requestparameter import RequestParameter

# No preview: one of a source would be larger than the answer.
BARE = json.dumps({"is_disabled": True})


@dataclass(frozen=True, slots=True)
class Text:
    """A message as it goes out: HTML, buttons, the thread and the message that it answers."""

    html: str
    buttons: InlineKeyboardMarkup | None = None
    thread: int | None = None
    answers: int | None = None


@dataclass(frozen=True, slots=True)
class Venue:
    """A place on the map as it goes out, with its name and its address."""

    latitude: float
    longitude: float
    title: str
    address: str
    thread: int | None = None


async def send(bot: Bot, text: Text, chat_id: int) -> None:
    """Send a message; raises what every call to Telegram raises."""
    await _send(bot, "sendMessage", _parameters(chat_id, text))


async def send_venue(bot: Bot, venue: Venue, chat_id: int) -> None:
    """Send a place; raises the same."""
    data = {"chat_id": chat_id, **asdict(venue)}
    thread = data.pop("thread")
    await _send(bot, "sendVenue", data if thread is None else {**data, "message_thread_id": thread})


async def _send(bot: Bot, call: str, data: dict[str, Any]) -> None:
    limiter = bot.rate_limiter if isinstance(bot, ExtBot) else None

    async def post() -> Any:
        given = [RequestParameter(name, one, None) for name, one in data.items()]
        return await bot.request.post(f"{bot.base_url}/{call}", RequestData(given))

    if limiter is None:
        await post()
        return
    await limiter.process_request(post, (), {}, call, data, None)


def _parameters(chat_id: int, text: Text) -> dict[str, Any]:
    data: dict[str, Any] = {
        "chat_id": chat_id,
        "text": text.html,
        "parse_mode": str(ParseMode.HTML),
        "link_preview_options": BARE,
    }
    if text.buttons is not None:
        data["reply_markup"] = json.dumps(_markup(text.buttons))
    if text.thread is not None:
        data["message_thread_id"] = text.thread
    if text.answers is not None:
        answers = {"message_id": text.answers, "allow_sending_without_reply": True}
        data["reply_parameters"] = json.dumps(answers)
    return data


def _markup(buttons: InlineKeyboardMarkup) -> Mapping[str, Any]:
    return {"inline_keyboard": [[_button(one) for one in row] for row in buttons.inline_keyboard]}


def _button(one: InlineKeyboardButton) -> Mapping[str, Any]:
    """Return a button as Telegram takes it; most have a text and data, and then this is all of it."""
    plain = one.style is None and one.icon_custom_emoji_id is None
    if plain and isinstance(one.callback_data, str):
        return {"text": one.text, "callback_data": one.callback_data}
    # Not kept by the button: two that share different entries are equal to python-telegram-bot.
    return one.to_dict()
