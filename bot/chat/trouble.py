"""Trouble: what fails is handed to the inbox; a person gets one honest sentence, never a trace."""

import logging

from telegram import Update
from telegram.error import TelegramError

from bot.answers.reply import Outcome
from bot.assistant import Question
from bot.chat.context import Context, House
from bot.chat.saying import say
from bot.storage.conversations import Conversation

log = logging.getLogger(__name__)


async def note(house: House, update: object, context: Context) -> None:
    """Hand the failure of an update to the inbox, which decides whether it is tried again."""
    if isinstance(update, Update) and context.error is not None:
        house.failures[update.update_id] = context.error


async def ask_for_calm(house: House, update: Update) -> None:
    """Ask somebody kindly to write more slowly."""
    language = await house.language(update.effective_user)
    await say(update, language.html("flood.notice"))


async def is_urgent(house: House, update: Update) -> bool:
    """Tell whether a message says that somebody is in danger, which is answered however fast it came."""
    message = update.message
    text = message.text or message.caption if message else None
    if not text or text.startswith("/"):
        return False
    reply = await house.assistant.reply(Question(text), Conversation(), house.now())
    return reply.outcome is Outcome.URGENT


async def apologise(house: House, update: Update) -> None:
    """Tell the person that something failed here, so that it never looks like an answer."""
    language = await house.language(update.effective_user)
    try:
        await say(update, language.html("trouble.technical"))
    except TelegramError as error:
        log.warning("trouble.not_told kind=%s", type(error).__name__)
