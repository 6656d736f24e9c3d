"""Contact: a person's messages go to the staff, and the bot does not answer over them."""

import re
from functools import partial

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import MessageHandler, filters

from bot.chat import inquiry as forms
from bot.chat.content import body_of
from bot.chat.context import Context, Handler, House
from bot.chat.form import Draft
from bot.chat.pressing import Press, button
from bot.chat.saying import say
from bot.chat.submitting import ask_bot
from bot.chat.writing import write
from bot.languages import Language
from bot.search.matching import Danger, Found
from bot.storage import contacts, inquiries, letters, outbox, people
from bot.storage.outbox import Parcel

EDITED = filters.UpdateType.EDITED_MESSAGE & filters.ChatType.PRIVATE
# The bot is to answer: the letter that was meant for it, or 0.
TO_BOT = re.compile(r"b1:(?P<language>[a-z]{2,3}):(?P<letter>\d{1,12})")
TO_STAFF = re.compile(r"v1:(?P<language>[a-z]{2,3}):(?P<number>BPN-\d{4}-\d{4,8})")


def handlers(house: House) -> list[Handler]:
    """Return the duty's handlers; new messages come by way of the duties that would answer them."""
    return [
        MessageHandler(EDITED, partial(edited, house)),
        button(house, TO_STAFF, to_staff),
    ]


async def took(house: House, update: Update) -> bool:
    """Take a message that belongs to a form or to the staff; False for the bot to answer it."""
    message, user = update.message, update.effective_user
    if message is None or user is None or message.chat.type != "private":
        return False
    seen = await house.glance(update)
    body, number = seen.form, seen.inquiry
    if body is None and number is None:
        return False
    finding = house.assistant.library.find(message.text) if message.text else None
    if body is not None:
        return not isinstance(finding, Danger) and await _into_form(house, update, Draft.of(body))
    letter = await write(house, update, str(number))
    if isinstance(finding, Danger):
        return False
    # A reaction is the receipt; a word is due where the bot may know more, and where nobody is notified.
    if letter is not None and (house.staff is None or isinstance(finding, Found)):
        language = await house.language(user)
        key = "contact.went" if house.staff else "contact.now_kept"
        await say(update, language.html(key, number=str(number)), _instead(language, letter))
    return True


async def _into_form(house: House, update: Update, draft: Draft) -> bool:
    message = update.message
    if message is None or not message.text:
        language = await house.language(update.effective_user)
        await say(update, language.html("form.text_only"))
        return True
    await forms.typed(house, update, draft, message.text)
    return True


def _instead(language: Language, letter: int) -> InlineKeyboardMarkup:
    """Return the button that hands a message to the bot as well."""
    data = f"b1:{language.code}:{letter}"
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(language.text("contact.ask_bot"), callback_data=data)]]
    )


async def to_bot(press: Press) -> str | None:
    """Let the bot answer again; returns the text that it is to answer at once, if any."""
    secrets, who = press.house.database.secrets, press.user.id
    async with press.house.database.begin() as session:
        number = await contacts.current(session, secrets, who)
        await contacts.end(session, people.key_of(secrets, who))
        letter = await letters.load(session, secrets, int(press.found["letter"]))
        mine = {one.number for one in await inquiries.of_person(session, secrets, who)}
    await press.reply(press.language.html("contact.bot_answers"), _again(press.language, number))
    if letter is None or letter.inquiry not in mine or letter.side != letters.PERSON:
        return None
    return str(letter.body.get("text") or "") or None


def _again(language: Language, number: str | None) -> InlineKeyboardMarkup | None:
    if number is None:
        return None
    label = language.text("contact.to_staff", number=number)
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=f"v1:{language.code}:{number}")]])


async def to_staff(press: Press) -> None:
    """Let a person's messages go to one of their inquiries."""
    house, language = press.house, press.language
    async with house.database.begin() as session:
        mine = await inquiries.of_person(session, house.database.secrets, press.user.id)
        one = next((one for one in mine if one.number == press.found["number"]), None)
        if one is not None:
            await contacts.begin(session, one.person, one.number, house.now())
    if one is None:
        await press.old()
        return
    key = "contact.now_staff" if house.staff else "contact.now_kept"
    await press.reply(language.html(key, number=one.number), ask_bot(house, language))


async def edited(house: House, update: Update, _context: Context) -> None:
    """Let an edit of a message to the staff be seen there; any other edit asks nothing."""
    message, user = update.edited_message, update.effective_user
    if message is None or user is None:
        return
    secrets = house.database.secrets
    async with house.database.begin() as session:
        person = people.key_of(secrets, user.id)
        letter = await letters.written_by(session, secrets, person, message.message_id)
        if letter is None:
            return
        await letters.rewrite(session, secrets, letter.id, body_of(message))
        parcel = Parcel(act="edit", inquiry=letter.inquiry, letter=letter.id)
        if house.staff is not None:
            await outbox.add(session, secrets, parcel, house.now())
    house.bell.ring()
