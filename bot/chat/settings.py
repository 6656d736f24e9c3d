"""Settings: what a person may set, which is the language."""

from functools import partial

from telegram import Update
from telegram.ext import CommandHandler

from bot.chat.context import Context, Handler, House
from bot.chat.language import buttons
from bot.chat.saying import say
from bot.chat.welcome import MESSAGES


def handlers(house: House) -> list[Handler]:
    """Return the duty's handlers."""
    return [CommandHandler("settings", partial(settings, house), MESSAGES)]


async def settings(house: House, update: Update, _context: Context) -> None:
    """Say which language holds, and offer the others."""
    chosen = await house.chosen(update.effective_user)
    language = await house.language(update.effective_user)
    key = "language.now_chosen" if chosen else "language.now_app"
    await say(update, language.html(key, name=language.own_name), buttons(house, language))
