"""Inline mode: a few words after the bot's name, in any chat, become whole sourced answers to put there."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from markupsafe import Markup
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
from bot.chat.buttons import entry_address
from bot.chat.context import Context, Handler, House
from bot.chat.menu import entries_of, topic_title
from bot.chat.notice import standing, with_notice
from bot.chat.saying import NO_PREVIEW
from bot.content.entry import Entry, Kind
from bot.content.reference import Topic
from bot.languages import Language
from bot.storage.service import Service

# More results than this nobody scrolls through while typing.
MOST = 10
# Seconds that Telegram may keep an answer; it is the asker's alone, for the language is theirs.
KEPT = 30
# Titles that a topic shows of itself.
FIRST = 3
# As many lines of a topic as Telegram formats in one message, with room to spare.
LISTED = 40
# Fewer words than this are a name to look up, not a sentence in a language.
SENTENCE = 4
# What /start gets from the button above the results.
OPENED = "inline"
TOO_OLD = "query is too old"


def handlers(house: House) -> list[Handler]:
    """Return the duty's handlers."""
    return [InlineQueryHandler(partial(offer, house))]


async def offer(house: House, update: Update, context: Context) -> None:
    """Offer the entries nearest to what is typed, or the topics before anything is."""
    query = update.inline_query
    if query is None:
        return
    await house.assistant.library.refresh()
    found = await _found(house, query, context.bot.username)
    button = InlineQueryResultsButton(found.language.text("inline.open"), start_parameter=OPENED)
    try:
        await query.answer(found.results, cache_time=KEPT, is_personal=True, button=button)
    except BadRequest as error:
        if TOO_OLD not in error.message.lower():  # the asker has typed on; there is nobody to answer
            raise


class Offer(NamedTuple):
    """What the asker may put into their chat, and their language."""

    results: list[InlineQueryResultArticle]
    language: Language


async def _found(house: House, query: InlineQuery, bot: str) -> Offer:
    if not query.query.strip():
        language = await house.language(query.from_user)
        return Offer(_topics(house, language, bot), language)
    titled = _titled(house, query.query)
    language = titled.language if titled and titled.language else await _language(house, query)
    names = [*([titled.entry] if titled else ()), *_names(house, query.query)]
    now = await standing(house)
    results = _results(house, [] if now.paused else list(dict.fromkeys(names))[:MOST], language, now)
    return Offer(results, language)


class Titled(NamedTuple):
    """The entry whose title somebody typed or shared, and the title's language where it is of one alone."""

    entry: str
    language: Language | None


def _titled(house: House, text: str) -> Titled | None:
    """Return the entry with just this title, as the share button below an answer asks for it."""
    wanted = text.strip().casefold()
    for entry in house.assistant.library.shelf.content.entries.values():
        codes = [code for code, title in entry.title.items() if title.casefold() == wanted]
        if codes and entry.kind is not Kind.URGENT:
            return Titled(entry.id, house.languages[codes[0]] if len(codes) == 1 else None)
    return None


async def _language(house: House, query: InlineQuery) -> Language:
    """Return the asker's language; a whole sentence is answered in its own."""
    if len(query.query.split()) >= SENTENCE:
        found = house.assistant.library.shelf.search.language(query.query)
        if found and found in house.languages:
            return house.languages[found]
    return await house.language(query.from_user)


def _names(house: House, text: str) -> Sequence[str]:
    return house.assistant.library.shelf.search.best(text, MOST)


def _topics(house: House, language: Language, bot: str) -> list[InlineQueryResultArticle]:
    """Return the topics, each as a list of its entries that link to the bot."""
    content = house.assistant.library.shelf.content
    shown = ((topic, entries_of(content, topic.id)[:LISTED]) for topic in content.topics.values())
    return [_topic(topic, entries, language, bot) for topic, entries in shown if entries]


def _topic(topic: Topic, entries: Sequence[Entry], language: Language, bot: str) -> InlineQueryResultArticle:
    titles = [entry.title[language.code] for entry in entries]
    line = Markup('• <a href="{}">{}</a>')
    lines = [
        line.format(entry_address(bot, entry.id), title) for entry, title in zip(entries, titles, strict=True)
    ]
    heading = topic_title(topic, language)
    return InlineQueryResultArticle(
        id=f"t1:{language.code}:{topic.id}",
        title=heading,
        description=" · ".join(titles[:FIRST]),
        input_message_content=_content("\n".join([Markup("<b>{}</b>").format(heading), *lines])),
    )


def _content(html: str) -> InputTextMessageContent:
    return InputTextMessageContent(html, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW)


def _results(
    house: House, names: Sequence[str], language: Language, now: Service
) -> list[InlineQueryResultArticle]:
    notice = (now.notice or {}).get(language.code)
    replies = (house.assistant.entry(name, language.code, house.now()) for name in names)
    entries = house.assistant.library.shelf.content.entries
    return [
        _article(name, entries[name].title[language.code], reply, notice)
        for name, reply in zip(names, replies, strict=True)
        if reply
    ]


def _article(name: str, title: str, reply: Reply, notice: str | None) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        id=f"e1:{reply.language}:{name}",
        title=title,
        description=_first_line(reply.written.text, title),
        input_message_content=_content(with_notice(reply, notice).written.html),
    )


def _first_line(text: str, title: str) -> str:
    """Return the first line that says more than the title, which stands above it already."""
    lines = (line.strip() for line in text.splitlines())
    return next((line for line in lines if line and line != title), title)
