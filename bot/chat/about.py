"""About: the bot's version, its edition, how new its sources are, and whom it speaks for."""

from collections.abc import Iterable
from functools import partial

from telegram import Update
from telegram.ext import CommandHandler

from bot import __version__
from bot.assistant import local_day
from bot.chat.context import Context, Handler, House
from bot.chat.saying import say
from bot.chat.welcome import MESSAGES, standing
from bot.content.content import Content
from bot.content.entry import Kind, PartialDate
from bot.languages import Language
from bot.storage import editions

# Small talk and the like is no subject that a person would ask for.
SUBJECTS = {Kind.ANSWER, Kind.GAP}


def handlers(house: House) -> list[Handler]:
    """Return the duty's handlers."""
    return [CommandHandler("about", partial(about, house), MESSAGES)]


async def about(house: House, update: Update, _context: Context) -> None:
    """Say what answers here, from which edition and how new, and with whose authority."""
    language = await house.language(update.effective_user)
    await house.assistant.library.refresh()
    content = house.assistant.library.shelf.content
    facts = [
        language.html("about.version", version=__version__),
        await _edition(house, language),
        language.count("about.subjects", subjects(content)),
        *_data(content, language),
    ]
    await say(update, "\n\n".join(["\n".join(facts), standing(house, language), language.html("about.more")]))


def subjects(content: Content) -> int:
    """Count the entries that a person may ask for."""
    return sum(entry.kind in SUBJECTS for entry in content.entries.values())


def newest_data(content: Content) -> PartialDate | None:
    """Return the latest day on which a source was read, None where no source says."""
    days: Iterable[PartialDate | None] = (source.retrieved for source in content.sources.values())
    return max((day for day in days if day), key=str, default=None)


async def _edition(house: House, language: Language) -> str:
    number = house.assistant.library.shelf.number
    if number is None:
        return language.html("about.draft")
    async with house.database.begin() as session:
        lines = await editions.listing(session)
    day = next(local_day(line.published) for line in lines if line.number == number)
    return language.html("about.edition", number=number, day=language.day(day.year, day.month, day.day))


def _data(content: Content, language: Language) -> list[str]:
    day = newest_data(content)
    return [language.html("about.data", day=language.day(day.year, day.month, day.day))] if day else []
