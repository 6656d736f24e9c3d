"""Saying: one message to a chat, in the thread where it was asked, without link previews."""

from collections.abc import Awaitable, Callable
from functools import partial

from telegram import (
    CallbackQuery,
    Chat,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, ChatMigrated

from bot.answers.reply import Reply
from bot.chat.buttons import under
from bot.languages import Language

# A preview of a source would be larger than the answer.
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def say(update: Update, html: str, buttons: InlineKeyboardMarkup | None = None) -> None:
    """Send one message to where the update came from; silent where nobody can be answered."""
    chat = update.effective_chat
    if chat is None:
        return
    message = update.effective_message
    send = partial(
        chat.get_bot().send_message,
        text=html,
        parse_mode=ParseMode.HTML,
        link_preview_options=NO_PREVIEW,
        reply_markup=buttons,
        message_thread_id=_thread(message),
        reply_parameters=_replied(message),
    )
    await _wherever(chat, send)


async def answer(update: Update, reply: Reply, language: Language) -> None:
    """Send a reply as one message, and its place, where it has one, as a venue below it."""
    await say(update, reply.written.html, under(reply))
    if reply.place is not None and update.effective_chat is not None:
        await _venue(update.effective_chat, reply, language, _thread(update.effective_message))


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
    send = partial(
        chat.get_bot().send_venue,
        latitude=place.latitude,
        longitude=place.longitude,
        title=place.name[language.code],
        address=address,
        message_thread_id=thread,
    )
    await _wherever(chat, send)


async def _wherever(chat: Chat, send: Callable[[int], Awaitable[Message]]) -> None:
    """Send to a chat, also when its group became a supergroup while the question waited."""
    try:
        await send(chat.id)
    except ChatMigrated as moved:
        await send(moved.new_chat_id)


def _thread(message: Message | None) -> int | None:
    return message.message_thread_id if message and message.is_topic_message else None


def _replied(message: Message | None) -> ReplyParameters | None:
    """Return what ties an answer to its question where several people talk."""
    if message is None or message.chat.type not in {ChatType.GROUP, ChatType.SUPERGROUP}:
        return None
    return ReplyParameters(message.message_id, allow_sending_without_reply=True)
