"""Topic: what the staff writes in an inquiry's topic goes to the person; what begins with // stays inside."""

from functools import partial

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.chat import groups
from bot.chat.content import body_of
from bot.chat.context import Context, Handler, House
from bot.chat.saying import say
from bot.chat.writing import pass_on
from bot.desk.room import Room, staff_of
from bot.storage import contacts, inquiries, letters, outbox
from bot.storage.inquiries import Inquiry, Who
from bot.storage.outbox import Parcel
from bot.storage.states import Event

NOTE_SIGN = "//"
NEW = filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL
EDITED = filters.UpdateType.EDITED_MESSAGE


def handlers(house: House) -> list[Handler]:
    """Return the duty's handlers; the desk's commands come before them."""
    room = Room(house)
    return [
        MessageHandler(room & EDITED, partial(edited, house)),
        MessageHandler(room & NEW & ~filters.COMMAND, partial(written, house)),
    ]


async def written(house: House, update: Update, context: Context) -> None:
    """Pass a message on; outside of the inquiries' topics the bot is asked as in any group."""
    message = update.message
    if message is None:
        return
    inquiry = await inquiry_of(house, message)
    if inquiry is None:
        await groups.ask(house, update, context)
        return
    staff = await staff_of(update)
    if staff is None:
        return
    language = await house.language(update.effective_user)
    is_note = said(message).startswith(NOTE_SIGN)
    if not inquiry.is_open and not is_note:
        await say(update, language.html("topic.is_closed"))
    elif await _keep(house, message, inquiry, staff.who, is_note=is_note):
        house.bell.ring()


async def _keep(house: House, message: Message, inquiry: Inquiry, who: Who, *, is_note: bool) -> bool:
    """Keep a letter or note, and put a letter on its way; False where it was kept before."""
    secrets, now, album = house.database.secrets, house.now(), message.media_group_id
    async with house.database.begin() as session:
        # One part of an album bears the words, and the others may come before it or after.
        if album is not None:
            is_note = await letters.keep_inside(session, inquiry.number, album, is_note=is_note)
        letter = await letters.add(
            session,
            secrets,
            inquiry=inquiry.number,
            side=letters.NOTE if is_note else letters.STAFF,
            source=message.message_id,
            body=body_of(message),
            album=album,
            author=who.name,
            now=now,
        )
        if letter is None or is_note:
            return letter is not None
        await inquiries.happened(session, secrets, inquiry, Event.REPLY, now, by=who)
        parcel = Parcel(act="letter", user=inquiry.who.id, inquiry=inquiry.number, letter=letter)
        await pass_on(session, secrets, parcel, message, now)
        # Whoever is written to answers where it came from, also when the bot was asked in between.
        await contacts.begin(session, inquiry.person, inquiry.number, now)
    return True


async def edited(house: House, update: Update, _context: Context) -> None:
    """Let an edit be seen by the person; a note stays inside, and nothing that went out becomes one."""
    message = update.edited_message
    inquiry = await inquiry_of(house, message) if message else None
    if message is None or inquiry is None or await staff_of(update) is None:
        return
    secrets = house.database.secrets
    async with house.database.begin() as session:
        letter = await letters.in_topic(session, secrets, inquiry.number, message.message_id)
        if letter is None or letter.deleted_at is not None:
            return
        is_letter = letter.side == letters.STAFF
        too_late = is_letter and said(message).startswith(NOTE_SIGN)
        if not too_late:
            await letters.rewrite(session, secrets, letter.id, body_of(message))
        if is_letter and not too_late:
            parcel = Parcel(act="edit", user=inquiry.who.id, inquiry=inquiry.number, letter=letter.id)
            await outbox.add(session, secrets, parcel, house.now())
    if too_late:
        await say(update, (await house.language(update.effective_user)).html("topic.no_note"))
    house.bell.ring()


async def inquiry_of(house: House, message: Message) -> Inquiry | None:
    """Return the inquiry in whose topic a message stands."""
    thread = message.message_thread_id if message.is_topic_message else None
    if thread is None:
        return None
    async with house.database.begin() as session:
        return await inquiries.at_thread(session, house.database.secrets, thread)


def said(message: Message) -> str:
    """Return a message's words."""
    return (message.text or message.caption or "").lstrip()
