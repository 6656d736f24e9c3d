"""Follow: whoever wants to hears once what changed in an answer, in their language, with one tap to stop."""

import re
from difflib import SequenceMatcher
from functools import partial
from typing import Any

from markupsafe import Markup
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import CommandHandler

from bot.answers.plain import plain
from bot.assistant import local_day
from bot.chat.context import Context, Handler, House
from bot.chat.offers import FOLLOW
from bot.chat.pressing import Press, button
from bot.chat.saying import say
from bot.chat.welcome import MESSAGES
from bot.languages import Language
from bot.library import Shelf
from bot.storage import editions, follows, outbox
from bot.storage.follows import Follow
from bot.storage.outbox import Parcel

STOP = re.compile(r"w0:(?P<language>[a-z]{2,3}):(?P<entry>[a-z0-9-]{1,40})")
SENTENCE = re.compile(r"(?<=[.:;])\s+|\n+")
MOST_FOLLOWED = 50
# Wishes that are looked at in one go, each in a transaction of its own.
AT_ONCE = 200
LONGEST_CHANGE = 1500


def handlers(house: House) -> list[Handler]:
    """Return the duty's handlers."""
    return [
        CommandHandler("follows", partial(listed, house), MESSAGES),
        button(house, FOLLOW, begin),
        button(house, STOP, stop),
    ]


async def begin(press: Press) -> None:
    """Keep the wish to hear of a change."""
    house, language, who = press.house, press.language, press.user.id
    await house.assistant.library.refresh()
    shelf = house.assistant.library.shelf
    entry = shelf.content.entries.get(press.found["entry"])
    if entry is None or shelf.number is None:
        await press.old()
        return
    secrets = house.database.secrets
    async with house.database.begin() as session:
        known = await follows.of_person(session, secrets, who)
        room = len(known) < MOST_FOLLOWED
        if room and entry.id not in known:
            await follows.follow(session, secrets, who, entry.id, language.code, shelf.number, house.now())
    title = entry.title[language.code]
    key = "follow.begun" if room else "follow.too_many"
    await press.reply(language.html(key, title=title), _stop_button(language, entry.id))


def _stop_button(language: Language, entry: str) -> InlineKeyboardMarkup:
    data = f"w0:{language.code}:{entry}"
    return InlineKeyboardMarkup([[InlineKeyboardButton(language.text("follow.stop"), callback_data=data)]])


async def stop(press: Press) -> None:
    """Forget a wish."""
    database = press.house.database
    async with database.begin() as session:
        await follows.stop(session, database.secrets, press.user.id, press.found["entry"])
    await press.reply(press.language.html("follow.stopped"))


async def listed(house: House, update: Update, _context: Context) -> None:
    """List what a person follows, each with its way out."""
    user = update.effective_user
    if user is None:
        return
    async with house.database.begin() as session:
        mine = await follows.of_person(session, house.database.secrets, user.id)
    language = await house.language(user)
    if not mine:
        await say(update, language.html("follow.none"))
        return
    entries = house.assistant.library.shelf.content.entries
    rows = []
    for name in mine:
        title = entries[name].title[language.code] if name in entries else name
        label = language.text("follow.stop_one", title=title)
        rows.append([InlineKeyboardButton(label, callback_data=f"w0:{language.code}:{name}")])
    await say(update, language.html("follow.list"), InlineKeyboardMarkup(rows))


async def tell_changes(house: House) -> int:
    """Tell followers what a newer edition changed, each once; returns how many were looked at."""
    await house.assistant.library.refresh()
    shelf, secrets = house.assistant.library.shelf, house.database.secrets
    if shelf.number is None:
        return 0
    async with house.database.begin() as session:
        waiting = await follows.behind(session, secrets, shelf.number, AT_ONCE)
    before: dict[int, Shelf] = {}
    for one in waiting:
        if one.edition not in before:
            before[one.edition] = await _earlier(house, shelf, one.edition)
        parcel = _parcel(house, one, before[one.edition], shelf)
        async with house.database.begin() as session:
            if await follows.knows(session, one, shelf.number) and parcel:
                await outbox.add(session, secrets, parcel, house.now())
    house.bell.ring()
    return len(waiting)


async def _earlier(house: House, now: Shelf, number: int) -> Shelf:
    """Return an earlier edition's texts; its search is not needed."""
    async with house.database.begin() as session:
        edition = await editions.load(session, number)
    writer = type(now.writer)(edition.content, house.languages)
    return Shelf(number, edition.content, now.search, writer)


def _parcel(house: House, one: Follow, before: Shelf, after: Shelf) -> Parcel | None:
    """Return what a follower is told; None where the answer says the same."""
    language = house.languages.get(one.language, house.languages[house.languages.fallback])
    old, new = (_text(house, shelf, one.entry, language) for shelf in (before, after))
    if old == new:
        return None
    source = after if new is not None else before
    title = source.content.entries[one.entry].title[language.code] if (old or new) else one.entry
    told = language.html("follow.changed" if new is not None else "follow.gone", title=title)
    html = told + "\n\n" + difference(old or "", new) if new is not None else told
    body: dict[str, Any] = {"html": str(html), "buttons": _buttons(language, one.entry, new is not None)}
    return Parcel(act="say", user=one.user, body=body)


def _buttons(language: Language, entry: str, there: bool) -> dict[str, Any]:  # noqa: FBT001  one caller
    read = InlineKeyboardButton(language.text("follow.read"), callback_data=f"e1:{language.code}:{entry}")
    stop_row = _stop_button(language, entry).inline_keyboard
    rows = [[read]] if there else []
    return InlineKeyboardMarkup([*rows, *stop_row]).to_dict()


def _text(house: House, shelf: Shelf, name: str, language: Language) -> str | None:
    """Return what an edition's answer says, as of today, sources included."""
    entry = shelf.content.entries.get(name)
    if entry is None:
        return None
    return plain(shelf.writer.write([entry], language.code, local_day(house.now())).html)


def difference(old: str, new: str) -> Markup:
    """Return the sentences that went and those that came."""
    before, after = (SENTENCE.split(text) for text in (old, new))
    parts: list[Markup] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            parts += [Markup("<s>{}</s>").format(one) for one in before[a:b] if one.strip()]
            parts += [Markup("<b>{}</b>").format(one) for one in after[c:d] if one.strip()]
    shown: list[Markup] = []
    room = LONGEST_CHANGE
    for part in parts:
        room -= len(part)
        if room < 0:
            return Markup("\n").join([*shown, Markup("…")])
        shown.append(part)
    return Markup("\n").join(shown)
