"""Inline mode: a few words after the bot's name, in any chat, become whole sourced answers to put there."""

from collections.abc import Iterator, Sequence
from functools import partial

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import InlineQueryHandler

from bot.answers.reply import Reply
from bot.chat.context import Context, Handler, House
from bot.chat.saying import NO_PREVIEW
from bot.content.entry import Kind
from bot.languages import Language

# More results than this nobody scrolls through while typing.
MOST = 10
# Seconds that Telegram may keep an answer; it is the asker's alone, for the language is theirs.
KEPT = 30
# Fewer words than this are a name to look up, not a sentence in a language.
SENTENCE = 4
# What /start gets from the button above the results.
OPENED = "inline"
TOO_OLD = "query is too old"


def handlers(house: House) -> list[Handler]:
    """Return the duty's handlers."""
    return [InlineQueryHandler(partial(offer, house))]


async def offer(house: House, update: Update, _context: Context) -> None:
    """Offer the entries nearest to what is typed, or the topics' first entries before anything is."""
    query = update.inline_query
    if query is None:
        return
    await house.assistant.library.refresh()
    language = await _language(house, query)
    results = _results(house, _names(house, query.query), language)
    button = InlineQueryResultsButton(language.text("inline.open"), start_parameter=OPENED)
    try:
        await query.answer(results, cache_time=KEPT, is_personal=True, button=button)
    except BadRequest as error:
        if TOO_OLD not in error.message.lower():  # the asker has typed on; there is nobody to answer
            raise


async def _language(house: House, query: InlineQuery) -> Language:
    """Return the asker's language; a whole sentence is answered in its own."""
    if len(query.query.split()) >= SENTENCE:
        found = house.assistant.library.shelf.search.language(query.query)
        if found and found in house.languages:
            return house.languages[found]
    return await house.language(query.from_user)


def _names(house: House, text: str) -> Sequence[str]:
    shelf = house.assistant.library.shelf
    return shelf.search.best(text, MOST) if text.strip() else list(_firsts(house))[:MOST]


def _firsts(house: House) -> Iterator[str]:
    """Return the first answer of each topic."""
    content = house.assistant.library.shelf.content
    answers = [entry for entry in content.entries.values() if entry.kind is Kind.ANSWER]
    for topic in content.topics:
        yield from [entry.id for entry in answers if entry.topic == topic][:1]


def _results(house: House, names: Sequence[str], language: Language) -> list[InlineQueryResultArticle]:
    replies = (house.assistant.entry(name, language.code, house.now()) for name in names)
    entries = house.assistant.library.shelf.content.entries
    return [
        _article(name, entries[name].title[language.code], reply)
        for name, reply in zip(names, replies, strict=True)
        if reply
    ]


def _article(name: str, title: str, reply: Reply) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        id=f"e1:{reply.language}:{name}",
        title=title,
        description=_first_line(reply.written.text, title),
        input_message_content=InputTextMessageContent(
            reply.written.html, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
        ),
    )


def _first_line(text: str, title: str) -> str:
    """Return the first line that says more than the title, which stands above it already."""
    lines = (line.strip() for line in text.splitlines())
    return next((line for line in lines if line and line != title), title)
