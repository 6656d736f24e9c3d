"""Inquiries: a person sees theirs with their state, and can write to them, close, withdraw or reopen them."""

import re
from functools import partial

from markupsafe import Markup
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import CommandHandler

from bot.chat import form
from bot.chat.context import Context, Handler, House
from bot.chat.pressing import Press, button
from bot.chat.saying import say
from bot.chat.times import deadline, written
from bot.chat.welcome import MESSAGES
from bot.languages import Language
from bot.storage import contacts, inquiries, outbox
from bot.storage.inquiries import Inquiry
from bot.storage.outbox import Parcel
from bot.storage.states import Event, State

PRESSED = re.compile(r"i1:(?P<language>[a-z]{2,3}):(?P<act>show|close|reopen):(?P<number>BPN-\d{4}-\d{4,8})")
SHOWN = 10
ACTS = {"close": Event.CLOSE, "reopen": Event.REOPEN}


def handlers(house: House) -> list[Handler]:
    """Return the duty's handlers."""
    return [
        CommandHandler("inquiries", partial(listed, house), MESSAGES),
        button(house, PRESSED, pressed),
    ]


async def listed(house: House, update: Update, _context: Context) -> None:
    """List a person's inquiries, each with its state and a button."""
    user = update.effective_user
    if user is None:
        return
    async with house.database.begin() as session:
        mine = (await inquiries.of_person(session, house.database.secrets, user.id))[:SHOWN]
    language = await house.language(user)
    if not mine:
        await say(update, language.html("inquiries.none"))
        return
    rows = [language.html("inquiries.title"), *(_line(one, language) for one in mine)]
    buttons = [[_button(language, one.number, "show", one)] for one in mine]
    await say(update, Markup("\n").join(rows), InlineKeyboardMarkup(buttons))


def _line(one: Inquiry, language: Language) -> Markup:
    state = language.text(f"state.{one.state}")
    return language.html("inquiries.line", number=one.number, state=state)


async def pressed(press: Press) -> None:
    """Show an inquiry, or do with it what the button says."""
    house, language = press.house, press.language
    one = await _done(house, press.user.id, press.found["number"], ACTS.get(press.found["act"]))
    if one is None:
        await press.old()
        return
    house.bell.ring()
    await press.reply(detail(house, one, language), _buttons(one, language))


async def _done(house: House, user_id: int, number: str, event: Event | None) -> Inquiry | None:
    """Let an event happen to a person's own inquiry, and tell the staff; returns it as it is then."""
    secrets, now = house.database.secrets, house.now()
    async with house.database.begin() as session:
        mine = await inquiries.of_person(session, secrets, user_id)
        one = next((one for one in mine if one.number == number), None)
        if one is None or event is None or one.is_open == (event is Event.REOPEN):
            return one
        due = deadline(now) if house.staff else None
        one = await inquiries.happened(session, secrets, one, event, now, deadline=due)
        if event is Event.CLOSE:
            await contacts.end_inquiry(session, number)
        elif house.staff is not None:
            await contacts.begin(session, one.person, number, now)
        if house.staff is not None:
            acts = ("line", "shut") if event is Event.CLOSE else ("unshut", "line")
            key = f"topic.person_{event}"
            for act in acts:
                await outbox.add(session, secrets, Parcel(act=act, inquiry=number, body={"key": key}), now)
        return one


def detail(house: House, one: Inquiry, language: Language) -> Markup:
    """Return all that a person sees of an inquiry."""
    parts = [_line(one, language), form.lines(one.kind, one.form, language)]
    if one.deadline is not None:
        due = written(language, one.deadline, one.form.get("country"))
        late = one.deadline < house.now()
        parts.append(language.html("inquiries.late" if late else "inquiries.due", due=due))
    if house.staff is None and one.is_open:
        parts.append(language.html("inquiries.nobody"))
    return Markup("\n\n").join(parts)


def _buttons(one: Inquiry, language: Language) -> InlineKeyboardMarkup:
    if one.state is State.CLOSED:
        return InlineKeyboardMarkup([[_button(language, language.text("inquiries.reopen"), "reopen", one)]])
    label = "inquiries.close" if one.answered_at else "inquiries.withdraw"
    write = InlineKeyboardButton(
        language.text("inquiries.write"), callback_data=f"v1:{language.code}:{one.number}"
    )
    return InlineKeyboardMarkup([[write], [_button(language, language.text(label), "close", one)]])


def _button(language: Language, label: str, act: str, one: Inquiry) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=f"i1:{language.code}:{act}:{one.number}")
