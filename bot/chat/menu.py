"""The menu: the topics, and a topic's entries page by page, as texts with buttons."""

from dataclasses import dataclass

from markupsafe import Markup
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.answers.reply import Link
from bot.chat.buttons import MenuPressed, entry_button, menu_button
from bot.content.content import Content
from bot.content.entry import Entry, Kind
from bot.content.reference import Topic
from bot.languages import Language

# What the menu shows of a topic, in this order.
SHOWN = (Kind.ANSWER, Kind.GAP, Kind.HELP)
# More rows than this do not fit on a phone's screen.
ROWS = 8
# Every page has a button to every other, so that an entry is never more than three taps away.
PAGES_IN_A_ROW = 4


@dataclass(frozen=True, slots=True)
class Page:
    """A text and the buttons below it."""

    html: str
    buttons: InlineKeyboardMarkup


def topics_page(content: Content, language: Language) -> Page:
    """Return the list of all topics that have something to show."""
    rows = [
        [menu_button(topic_title(topic, language), MenuPressed(language.code, topic.id))]
        for topic in content.topics.values()
        if entries_of(content, topic.id)
    ]
    return Page(language.html("topics.heading"), InlineKeyboardMarkup(rows))


def entries_page(content: Content, language: Language, name: str, page: int = 1) -> Page | None:
    """Return a page of a topic's entries, the last one for a number too high; None without such a topic."""
    topic, entries = content.topics.get(name), entries_of(content, name)
    if topic is None or not entries:
        return None
    last = -(-len(entries) // ROWS)
    here = min(page, last)
    rows = [
        [entry_button(Link(entry.id, entry.title[language.code]), language.code)]
        for entry in entries[(here - 1) * ROWS : here * ROWS]
    ]
    back = menu_button(language.text("topics.back"), MenuPressed(language.code))
    buttons = InlineKeyboardMarkup([*rows, *_other_pages(language, name, here, last), [back]])
    return Page(_heading(topic, language, here, last), buttons)


def entries_of(content: Content, topic: str) -> list[Entry]:
    """Return the entries that the menu shows of a topic, answers first."""
    shown = [entry for entry in content.entries.values() if entry.topic == topic and entry.kind in SHOWN]
    return sorted(shown, key=lambda entry: SHOWN.index(entry.kind))


def topic_title(topic: Topic, language: Language) -> str:
    """Return a topic's title with its icon."""
    return f"{topic.icon} {topic.title[language.code]}".strip()


def _heading(topic: Topic, language: Language, here: int, last: int) -> Markup:
    title = Markup("<b>{}</b>").format(topic_title(topic, language))
    return title if last == 1 else title + "\n" + language.html("topics.page_of", page=here, pages=last)


def _other_pages(language: Language, topic: str, here: int, last: int) -> list[list[InlineKeyboardButton]]:
    others = [
        menu_button(language.text("topics.page", page=page), MenuPressed(language.code, topic, page))
        for page in range(1, last + 1)
        if page != here
    ]
    return [others[first : first + PAGES_IN_A_ROW] for first in range(0, len(others), PAGES_IN_A_ROW)]
