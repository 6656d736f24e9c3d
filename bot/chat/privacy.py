"""Privacy: what the bot keeps of a person, in plain words."""

from functools import partial

from telegram import Update
from telegram.ext import CommandHandler

from bot.chat.context import Context, Handler, House
from bot.chat.saying import say
from bot.chat.welcome import MESSAGES


def handlers(house: House) -> list[Handler]:
    """Return the duty's handlers."""
    return [CommandHandler("privacy", partial(privacy, house), MESSAGES)]


async def privacy(house: House, update: Update, _context: Context) -> None:
    """Say what is kept, how it is protected, and how it goes away."""
    language = await house.language(update.effective_user)
    parts = (
        language.html("privacy.title"),
        language.html("privacy.kept"),
        language.html("privacy.staff"),
        language.html("privacy.protected"),
        language.html("privacy.deleted", days=house.retention_days),
        language.html("privacy.law"),
    )
    await say(update, "\n\n".join(parts))
