"""Other: what is sent and is no text (a photo, a voice, a place) gets one kind message."""

from collections import OrderedDict
from functools import partial

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.chat.contact import took
from bot.chat.context import Context, Handler, House
from bot.chat.saying import say
from bot.chat.welcome import MESSAGES

# An album's parts come within seconds of each other; older albums may be forgotten.
REMEMBERED = 1000


class Albums:
    """The albums that were answered; each part of one comes as a message of its own."""

    def __init__(self, most: int = REMEMBERED) -> None:
        self._most = most
        self._answered: OrderedDict[tuple[int, str], None] = OrderedDict()

    def __contains__(self, message: Message) -> bool:
        return _album(message) in self._answered

    def add(self, message: Message) -> None:
        """Remember that the message's album, if it is part of one, was answered."""
        if (album := _album(message)) is None:
            return
        self._answered[album] = None
        while len(self._answered) > self._most:
            self._answered.popitem(last=False)


def handlers(house: House) -> list[Handler]:
    """Return the duty's handlers; a pinned message and the like is nobody's question."""
    kinds = MESSAGES & ~filters.TEXT & ~filters.StatusUpdate.ALL
    return [MessageHandler(kinds, partial(other, house, Albums()))]


async def other(house: House, albums: Albums, update: Update, _context: Context) -> None:
    """Say kindly that the bot reads texts."""
    message = update.message
    if message is None or message in albums or await took(house, update):
        return
    language = await house.language(update.effective_user)
    await say(update, language.html("other.no_text"))
    # Only now: when sending fails, the next attempt must not be silent.
    albums.add(message)


def _album(message: Message) -> tuple[int, str] | None:
    return (message.chat_id, message.media_group_id) if message.media_group_id else None
