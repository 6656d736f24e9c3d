"""Submitting: a form becomes an inquiry, in one transaction with what the staff gets of it."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot.chat.context import House
from bot.chat.form import Draft
from bot.chat.saying import say
from bot.chat.times import deadline, written
from bot.languages import Language
from bot.storage import contacts, inquiries, outbox, service
from bot.storage.inquiries import Inquiry, New, Who
from bot.storage.outbox import Parcel


async def submit(house: House, update: Update, draft: Draft) -> None:
    """Keep the inquiry and tell the person its number, and honestly whether somebody reads it."""
    user = update.effective_user
    if user is None:
        return
    language = await house.language(user)
    inquiry = await _kept(house, update, draft, language)
    if inquiry is None:
        await say(update, language.html("inquiry.barred"))
        return
    house.bell.ring()
    await say(update, confirmation(house, language, inquiry), ask_bot(house, language))


async def submitted(house: House, update: Update) -> None:
    """Say again what this very press has sent already, before a crash; any other finds the form gone."""
    async with house.database.begin() as session:
        inquiry = await inquiries.made_by(session, house.database.secrets, _cause(update))
    language = await house.language(update.effective_user)
    if inquiry is None:
        await say(update, language.html("form.gone"))
        return
    await say(update, confirmation(house, language, inquiry), ask_bot(house, language))


def _cause(update: Update) -> str:
    return f"{update.get_bot().id}:{update.update_id}"


async def _kept(house: House, update: Update, draft: Draft, language: Language) -> Inquiry | None:
    user, secrets, now = update.effective_user, house.database.secrets, house.now()
    if user is None:
        return None
    who = Who(user.id, user.full_name, user.username)
    form = {**draft.answers, "consent": now.isoformat()}
    new = New(
        who=who,
        kind=draft.kind or "tourist",
        language=language.code,
        form=form,
        entry=draft.entry,
        deadline=deadline(now) if house.staff else None,
    )
    async with house.database.begin() as session:
        if await service.is_banned(session, secrets, user.id):
            await contacts.drop_draft(session, secrets, user.id)
            return None
        inquiry = await inquiries.open_(session, secrets, new, _cause(update), now)
        await contacts.drop_draft(session, secrets, user.id)
        if inquiry is not None and house.staff is not None:
            await contacts.begin(session, inquiry.person, inquiry.number, now)
            for act in ("topic", "card"):
                await outbox.add(session, secrets, Parcel(act=act, inquiry=inquiry.number), now)
    return inquiry


def confirmation(house: House, language: Language, inquiry: Inquiry) -> str:
    """Return what a person is told once their inquiry is kept."""
    if house.staff is None or inquiry.deadline is None:
        return language.html("inquiry.kept_only", number=inquiry.number)
    due = written(language, inquiry.deadline, inquiry.form.get("country"))
    return language.html("inquiry.sent", number=inquiry.number, due=due)


def ask_bot(house: House, language: Language) -> InlineKeyboardMarkup | None:
    """Return the button by which the bot answers again while the staff has the inquiry."""
    if house.staff is None:
        return None
    button = InlineKeyboardButton(language.text("contact.ask_bot"), callback_data=f"b1:{language.code}:0")
    return InlineKeyboardMarkup([[button]])
