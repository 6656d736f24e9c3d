"""Offers: what stands under an answer beside its next questions: ask the city, hear of a change."""

import hmac
import re
from dataclasses import dataclass

from telegram import InlineKeyboardButton, Update
from telegram.constants import ChatType

from bot.answers.reply import Outcome, Reply
from bot.chat.buttons import ASK_PAYLOAD, ask_address
from bot.chat.context import House
from bot.languages import Language

# The question of an update, with a mark that nobody can forge, or an entry.
ASK = re.compile(
    r"a1:(?P<language>[a-z]{2,3}):(e:(?P<entry>[a-z0-9-]{1,40})|q:(?P<update>\d{1,15}):(?P<mark>[0-9a-f]{12}))"
)
FOLLOW = re.compile(r"w1:(?P<language>[a-z]{2,3}):(?P<entry>[a-z0-9-]{1,40})")
ASKED = {Outcome.ANSWER, Outcome.UNKNOWN}


@dataclass(frozen=True, slots=True)
class AskPressed:
    """A person wants to ask the city: the entry, or the update that held the question."""

    language: str
    entry: str | None = None
    update_id: int | None = None


def rows(
    house: House, update: Update, reply: Reply, language: Language, *, typed: bool
) -> list[list[InlineKeyboardButton]]:
    """Return the offers under a reply; in a group asking leads to the private chat."""
    if reply.outcome not in ASKED:
        return []
    chat = update.effective_chat
    if chat is None or chat.type != ChatType.PRIVATE:
        asked_here = f"{update.update_id}_{_mark(house, update, update.update_id)}" if typed else None
        address = ask_address(update.get_bot().username, reply.entry, asked_here)
        return [[InlineKeyboardButton(language.text("offer.ask"), url=address)]]
    asked = [
        [InlineKeyboardButton(language.text("offer.ask"), callback_data=_ask(house, update, reply, typed))]
    ]
    return [*asked, *_follow(house, reply, language)]


def _ask(house: House, update: Update, reply: Reply, typed: bool) -> str:  # noqa: FBT001  one of its callers' own
    if reply.entry and not typed:
        return f"a1:{reply.language}:e:{reply.entry}"
    return f"a1:{reply.language}:q:{update.update_id}:{_mark(house, update, update.update_id)}"


def _follow(house: House, reply: Reply, language: Language) -> list[list[InlineKeyboardButton]]:
    if reply.entry is None or house.assistant.library.shelf.number is None:
        return []
    data = f"w1:{reply.language}:{reply.entry}"
    return [[InlineKeyboardButton(language.text("offer.follow"), callback_data=data)]]


def read_ask(house: House, update: Update, data: str | None) -> AskPressed | None:
    """Read the data of a button that asks the city; None for anything forged."""
    found = ASK.fullmatch(data or "")
    if found is None:
        return None
    if found["entry"]:
        return AskPressed(found["language"], entry=found["entry"])
    number = _own_question(house, update, found)
    return None if number is None else AskPressed(found["language"], update_id=number)


def read_link(house: House, update: Update, payload: str, language: str) -> AskPressed:
    """Read what a link to the form carries; another's question stays theirs, and the form begins empty."""
    found = ASK_PAYLOAD.fullmatch(payload)
    if found is None:
        return AskPressed(language)
    question = _own_question(house, update, found) if found["update"] else None
    return AskPressed(language, entry=found["id"], update_id=question)


def _own_question(house: House, update: Update, found: re.Match[str]) -> int | None:
    number = int(found["update"])
    return number if hmac.compare_digest(found["mark"], _mark(house, update, number)) else None


def _mark(house: House, update: Update, number: int) -> str:
    """Return what ties a question to the person who asked it."""
    user = update.effective_user
    return house.database.secrets.hash("ask", number, user.id if user else None)[:12]
