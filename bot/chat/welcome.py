"""Welcome: the first message, help, and what a person gets for a command that does not exist."""

from functools import partial

from telegram import InlineKeyboardMarkup, Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.answers.reply import Link
from bot.assistant import local_day
from bot.chat.buttons import PAYLOAD, MenuPressed, entry_button, menu_button
from bot.chat.context import Context, Handler, House
from bot.chat.menu import entries_page
from bot.chat.opening import open_entry
from bot.chat.saying import follow, say
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


async def start(house: House, update: Update, context: Context) -> None:
    """Greet, say what the bot covers and that it is unofficial; a link leads to its entry or topic."""
    language = await house.language(update.effective_user)
    if await _linked(house, update, " ".join(context.args or ()), language):
        return
    parts = language.html("welcome.start"), standing(house, language)
    await say(update, "\n\n".join(parts), _examples(house, language))


async def _linked(house: House, update: Update, payload: str, language: Language) -> bool:
    """Show what a link's payload names; False when it names nothing that there is."""
    found = PAYLOAD.fullmatch(payload)
    if found is None:
        return False
    if found["kind"] == "t":
        return await _topic(house, update, found["id"], language)
    opened = await open_entry(house, update, found["id"], language)
    if opened:
        await follow(partial(say, update, standing(house, language)))
    return opened


async def _topic(house: House, update: Update, name: str, language: Language) -> bool:
    await house.assistant.library.refresh()
    page = entries_page(house.assistant.library.shelf.content, language, name)
    if page is not None:
        await say(update, f"{page.html}\n\n{standing(house, language)}", page.buttons)
    return page is not None


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
    """Return the first entry of each of the first topics, and the list of all topics, as buttons."""
    content = house.assistant.library.shelf.content
    answers = [entry for entry in content.entries.values() if entry.kind is Kind.ANSWER]
    firsts = (next((entry for entry in answers if entry.topic == topic), None) for topic in content.topics)
    day = local_day(house.now())
    writer = house.assistant.library.shelf.writer
    links: list[Link] = [writer.link(entry, language.code, day) for entry in firsts if entry][:EXAMPLES]
    topics = menu_button(language.text("topics.all"), MenuPressed(language.code))
    return InlineKeyboardMarkup([*([entry_button(link, language.code)] for link in links), [topics]])
