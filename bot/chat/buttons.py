"""Buttons: what they carry, within Telegram's 64 bytes, and how it is read back as untrusted input."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.answers.reply import Link, Reply

# Kind and version, the language of the message that holds the button, the id.
ENTRY = re.compile(r"e1:(?P<language>[a-z]{2,3}):(?P<entry>[a-z0-9-]{1,40})")
LANGUAGE = re.compile(r"l1:(?P<language>[a-z]{2,3}|-)")
# Without a topic: the list of topics.
MENU = re.compile(r"t1:(?P<language>[a-z]{2,3})(:(?P<topic>[a-z0-9-]{1,40}):(?P<page>[1-9][0-9]?))?")
# What stands behind ?start= in a link to an entry or a topic.
PAYLOAD = re.compile(r"(?P<kind>[et])-(?P<id>[a-z0-9-]{1,40})")


@dataclass(frozen=True, slots=True)
class EntryPressed:
    """A person asked for an entry, below a message in a language."""

    entry: str
    language: str


@dataclass(frozen=True, slots=True)
class MenuPressed:
    """A person asked for the list of topics, or for a page of one topic."""

    language: str
    topic: str | None = None
    page: int = 1


def entry_button(link: Link, language: str) -> InlineKeyboardButton:
    """Return a button that leads to an entry."""
    return InlineKeyboardButton(link.title, callback_data=f"e1:{language}:{link.entry}")


def read_entry(data: str | None) -> EntryPressed | None:
    """Read an entry button's data; None for anything forged."""
    found = ENTRY.fullmatch(data or "")
    return EntryPressed(found["entry"], found["language"]) if found else None


def menu_button(title: str, pressed: MenuPressed) -> InlineKeyboardButton:
    """Return a button that leads to a place in the menu."""
    where = f":{pressed.topic}:{pressed.page}" if pressed.topic else ""
    return InlineKeyboardButton(title, callback_data=f"t1:{pressed.language}{where}")


def read_menu(data: str | None) -> MenuPressed | None:
    """Read a menu button's data; None for anything forged."""
    found = MENU.fullmatch(data or "")
    return MenuPressed(found["language"], found["topic"], int(found["page"] or 1)) if found else None


def under(reply: Reply) -> InlineKeyboardMarkup | None:
    """Return the buttons under a reply: its choices, else its next questions."""
    links: Iterable[Link] = reply.choices or reply.related
    rows = [[entry_button(link, reply.language)] for link in links]
    return InlineKeyboardMarkup(rows) if rows else None
