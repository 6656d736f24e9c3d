"""Saying: one message to a chat, in the thread where it was asked, without link previews."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TypeAlias

from telegram import (
    CallbackQuery,
    Chat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    Update,
)
from telegram.constants import ChatType
from telegram.error import BadRequest, ChatMigrated, RetryAfter, TelegramError

from bot.answers.reply import Reply
from bot.chat.buttons import under
from bot.languages import Language
from bot.sending.message import Text, Venue, send, send_venue
from bot.sending.transport import Fate, fate_of, seconds_of

Offers: TypeAlias = Sequence[Sequence[InlineKeyboardButton]]
log = logging.getLogger(__name__)
# A preview of a source would be larger than the answer.
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# What follows a reply is worth this many attempts, and a pause in seconds where Telegram names none.
MOST_ATTEMPTS = 3
PAUSE = 0.5


async def say(update: Update, html: str, buttons: InlineKeyboardMarkup | None = None) -> None:
    """Send one message to where the update came from; silent where nobody can be answered."""
    chat = update.effective_chat
    if chat is None:
        return
    message = update.effective_message
    text = Text(html, buttons, _thread(message), _replied(message))
    await _wherever(chat, partial(send, chat.get_bot(), text))


async def answer(update: Update, reply: Reply, language: Language, offers: Offers = ()) -> None:
    """Send a reply as one message, and its place, where it has one, as a venue below it."""
    chat = update.effective_chat
    if chat is None:
        return
    share = language.text("button.share") if chat.get_bot().supports_inline_queries else None
    await say(update, reply.written.html, under(reply, share, offers))
    if reply.place is not None:
        await follow(partial(_venue, chat, reply, language, _thread(update.effective_message)))


async def follow(send: Callable[[], Awaitable[None]]) -> None:
    """Send what follows a message that is out already, which must not be sent again for its sake."""
    for _ in range(MOST_ATTEMPTS):
        try:
            await send()
        except TelegramError as error:
            log.warning("saying.not_followed kind=%s", type(error).__name__)
            if fate_of(error) not in {Fate.RETRY, Fate.NEVER_SENT}:
                return
            await asyncio.sleep(seconds_of(error) if isinstance(error, RetryAfter) else PAUSE)
        else:
            return


async def acknowledge(query: CallbackQuery) -> None:
    """Stop the button's waiting sign; one that is too old for that is still answered by a message."""
    try:
        await query.answer()
    except BadRequest:
        return


async def _venue(chat: Chat, reply: Reply, language: Language, thread: int | None) -> None:
    place = reply.place
    if place is None:
        return
    address = place.address.get(language.code) or language.text("place.orientation")
    venue = Venue(place.latitude, place.longitude, place.name[language.code], address, thread)
    await _wherever(chat, partial(send_venue, chat.get_bot(), venue))


async def _wherever(chat: Chat, send: Callable[[int], Awaitable[object]]) -> None:
    """Send to a chat, also when its group became a supergroup while the question waited."""
    try:
        await send(chat.id)
    except ChatMigrated as moved:
        await send(moved.new_chat_id)


def _thread(message: Message | None) -> int | None:
    return message.message_thread_id if message and message.is_topic_message else None


def _replied(message: Message | None) -> int | None:
    """Return the message that an answer is tied to, where several people talk."""
    if message is None or message.chat.type not in {ChatType.GROUP, ChatType.SUPERGROUP}:
        return None
    return message.message_id
