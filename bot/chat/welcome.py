"""Welcome: the first message, help, and what a person gets for a command that does not exist."""

from functools import partial

from telegram import InlineKeyboardMarkup, Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.answers.reply import Link
from bot.assistant import local_day
from bot.chat.buttons import entry_button
from bot.chat.context import Context, Handler, House
from bot.chat.saying import say
from bot.content.entry import Kind
from bot.languages import Language

# TEXT and COMMAND alone also match edited and business messages; groups come with their own duty.
MESSAGES = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
EXAMPLES = 3


def handlers(house: House) -> list[Handler]:
    """Return the duty's handlers; unknown commands come after all known ones."""
    return [
        CommandHandler("start", partial(start, house), MESSAGES),
        CommandHandler("help", partial(help_, house), MESSAGES),
    ]


def last_handlers(house: House) -> list[Handler]:
    """Return what answers a command that no duty took."""
    return [MessageHandler(MESSAGES & filters.COMMAND, partial(unknown_command, house))]


async def start(house: House, update: Update, _context: Context) -> None:
    """Greet, say what the bot covers and that it is unofficial, and offer questions."""
    language = await house.language(update.effective_user)
    parts = language.html("welcome.start"), standing(house, language)
    await say(update, "\n\n".join(parts), _examples(house, language))


async def help_(house: House, update: Update, _context: Context) -> None:
    """Say how to ask."""
    language = await house.language(update.effective_user)
    await say(update, language.html("welcome.help"), _examples(house, language))


async def unknown_command(house: House, update: Update, _context: Context) -> None:
    """Say kindly that a command does not exist."""
    language = await house.language(update.effective_user)
    await say(update, language.html("welcome.unknown_command"))


def standing(house: House, language: Language) -> str:
    """Return whether the bot speaks with the city's authority."""
    if house.authority:
        return language.html("welcome.official", authority=house.authority)
    return language.html("welcome.unofficial")


def _examples(house: House, language: Language) -> InlineKeyboardMarkup:
    """Return the first entry of each of the first topics, as buttons."""
    content = house.assistant.library.shelf.content
    answers = [entry for entry in content.entries.values() if entry.kind is Kind.ANSWER]
    firsts = (next((entry for entry in answers if entry.topic == topic), None) for topic in content.topics)
    day = local_day(house.now())
    writer = house.assistant.library.shelf.writer
    links: list[Link] = [writer.link(entry, language.code, day) for entry in firsts if entry][:EXAMPLES]
    return InlineKeyboardMarkup([[entry_button(link, language.code)] for link in links])
