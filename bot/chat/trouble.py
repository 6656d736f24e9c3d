"""Trouble: what fails is handed to the inbox; a person gets one honest sentence, never a trace."""

import logging

from telegram import Update
from telegram.error import TelegramError

from bot.chat.context import Context, House
from bot.chat.saying import say

log = logging.getLogger(__name__)


async def note(house: House, update: object, context: Context) -> None:
    """Hand the failure of an update to the inbox, which decides whether it is tried again."""
    if isinstance(update, Update) and context.error is not None:
        house.failures[update.update_id] = context.error


async def apologise(house: House, update: Update) -> None:
    """Tell the person that something failed here, so that it never looks like an answer."""
    language = await house.language(update.effective_user)
    try:
        await say(update, language.html("trouble.technical"))
    except TelegramError as error:
        log.warning("trouble.not_told kind=%s", type(error).__name__)
