"""Buttons: what they carry, within Telegram's 64 bytes, and how it is read back as untrusted input."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, SwitchInlineQueryChosenChat
from telegram.helpers import create_deep_linked_url

from bot.answers.reply import Link, Outcome, Reply

# Kind and version, the language of the message that holds the button, the id.
ENTRY = re.compile(r"e1:(?P<language>[a-z]{2,3}):(?P<entry>[a-z0-9-]{1,40})")
LANGUAGE = re.compile(r"l1:(?P<language>[a-z]{2,3}|-)")
# Without a topic: the list of topics.
MENU = re.compile(r"t1:(?P<language>[a-z]{2,3})(:(?P<topic>[a-z0-9-]{1,40}):(?P<page>[1-9][0-9]?))?")
# What stands behind ?start= in a link to an entry or a topic.
PAYLOAD = re.compile(r"(?P<kind>[et])-(?P<id>[a-z0-9-]{1,40})")
# What leads to the inquiry form, from a group: with the entry that was read, the question's update, or none.
ASK_PAYLOAD = re.compile(r"ask(-(?P<id>[a-z0-9-]{1,40})|_(?P<update>\d{1,15})_(?P<mark>[0-9a-f]{12}))?")

# Buttons that are kept, for they are much the same under every answer.
KEPT = 2048
# What a person may want to pass on; small talk and emergency numbers are meant for who asked.
SHARED = {Outcome.ANSWER, Outcome.UNKNOWN}


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


def entry_address(bot: str, entry: str) -> str:
    """Return the link that opens the bot at an entry; it holds PAYLOAD."""
    return create_deep_linked_url(bot, f"e-{entry}")


def topic_address(bot: str, topic: str) -> str:
    """Return the link that opens the bot at a topic; it holds PAYLOAD."""
    return create_deep_linked_url(bot, f"t-{topic}")


def ask_address(bot: str, entry: str | None = None, question: str | None = None) -> str:
    """Return the link that opens the bot at the inquiry form; it holds ASK_PAYLOAD."""
    return create_deep_linked_url(bot, f"ask-{entry}" if entry else f"ask_{question}" if question else "ask")


def entry_button(link: Link, language: str) -> InlineKeyboardButton:
    """Return a button that leads to an entry."""
    return _button(link.title, f"e1:{language}:{link.entry}")


@lru_cache(KEPT)
def _button(title: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(title, callback_data=data)


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


def under(
    reply: Reply, share: str | None = None, offers: Sequence[Sequence[InlineKeyboardButton]] = ()
) -> InlineKeyboardMarkup | None:
    """Return the buttons under a reply: its choices, else its next questions, and what else is offered.

    With the label `share` a last one passes the answer on.
    """
    links: Iterable[Link] = reply.choices or reply.related
    rows = [[entry_button(link, reply.language)] for link in links]
    rows += [list(row) for row in offers]
    if share and reply.entry and reply.outcome in SHARED:
        rows.append([share_button(share, reply.title)])
    return InlineKeyboardMarkup(rows) if rows else None


@lru_cache(KEPT)
def share_button(label: str, title: str) -> InlineKeyboardButton:
    """Return a button that puts an entry into a chat of the person's choice, by way of inline mode."""
    anywhere = SwitchInlineQueryChosenChat(
        title, allow_user_chats=True, allow_group_chats=True, allow_channel_chats=True
    )
    return InlineKeyboardButton(label, switch_inline_query_chosen_chat=anywhere)
