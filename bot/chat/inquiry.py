"""Inquiry: a question goes to a person at the city, one step a message, kept in the database as it grows."""

import re
from dataclasses import replace
from functools import partial

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.chat import checking, form
from bot.chat.buttons import ASK_PAYLOAD
from bot.chat.context import Context, Handler, House
from bot.chat.form import CONFIRM, Draft
from bot.chat.offers import ASK, AskPressed, read_ask, read_link
from bot.chat.pressing import Press, button
from bot.chat.saying import say
from bot.chat.submitting import submit, submitted
from bot.chat.welcome import MESSAGES
from bot.storage import contacts, questions

FORM = re.compile(
    r"f1:(?P<act>keep|back|cancel|send|kind|country|subject|dates|size|reach)(:(?P<value>[A-Za-z0-9]{1,20}))?"
)
LINKED = re.compile(rf"^/start {ASK_PAYLOAD.pattern}$")


def handlers(house: House) -> list[Handler]:
    """Return the duty's handlers; what is typed into a form comes by way of `chat/contact.py`."""
    return [
        CommandHandler("start", partial(linked, house), MESSAGES & filters.Regex(LINKED)),
        CommandHandler("ask", partial(ask, house), MESSAGES),
        CommandHandler("cancel", partial(cancel, house), MESSAGES),
        button(house, ASK, asked_below),
        button(house, FORM, pressed),
    ]


async def ask(house: House, update: Update, context: Context) -> None:
    """Begin an inquiry, or go on with the one that was begun; words after the command are the question."""
    user = update.effective_user
    if user is None:
        return
    question = checking.words("question", " ".join(context.args or ()))
    draft = None if question else await draft_of(house, user.id)
    if draft is None:
        draft = Draft(answers={"question": question} if question else {})
    await show(house, update, draft)


async def linked(house: House, update: Update, context: Context) -> None:
    """Begin an inquiry from the link under an answer in a group."""
    language = await house.language(update.effective_user)
    await begin(house, update, read_link(house, update, " ".join(context.args or ()), language.code))


async def asked_below(press: Press) -> None:
    """Begin an inquiry with the question whose answer or refusal stands above the button."""
    asked = read_ask(press.house, press.update, press.found[0])
    if asked is None:
        await press.old()
        return
    await begin(press.house, press.update, asked)


async def begin(house: House, update: Update, asked: AskPressed) -> None:
    """Begin an inquiry with a question in it."""
    question = await _question(house, asked)
    draft = Draft(answers={"question": question} if question else {}, entry=asked.entry)
    await show(house, update, draft)


async def _question(house: House, asked: AskPressed) -> str | None:
    if asked.update_id is not None:
        async with house.database.begin() as session:
            found = await questions.text_of(session, house.database.secrets, asked.update_id)
        return found and checking.words("question", found)
    await house.assistant.library.refresh()
    entry = house.assistant.library.shelf.content.entries.get(asked.entry or "")
    return entry.title.get(asked.language) if entry else None


async def cancel(house: House, update: Update, _context: Context | None = None) -> None:
    """Throw the form away, if there is one."""
    user = update.effective_user
    if user is None:
        return
    async with house.database.begin() as session:
        gone = await contacts.drop_draft(session, house.database.secrets, user.id)
    language = await house.language(user)
    await say(update, language.html("form.cancelled" if gone else "form.nothing"))


async def pressed(press: Press) -> None:
    """Take a button of the form; one of another step shows where the form stands."""
    house, update, act = press.house, press.update, press.found["act"]
    draft = await draft_of(house, press.user.id)
    if act == "send" and (draft is None or draft.step == CONFIRM):
        await (submit(house, update, draft) if draft else submitted(house, update))
    elif draft is None:
        await press.reply(press.language.html("form.gone"))
    elif act == "cancel":
        await cancel(house, update)
    elif draft.update == update.update_id:
        await show(house, update, draft)
    else:
        await show(house, update, _after(house, draft, act, press.found["value"] or ""))


def _after(house: House, draft: Draft, act: str, value: str) -> Draft:
    """Return the draft after a press."""
    if act == "back":
        return draft.back()
    if act == "keep":
        return draft.kept()
    chosen = form.chosen(draft, act, value, house.languages)
    return draft.filled(chosen) if chosen else draft


async def typed(house: House, update: Update, draft: Draft, text: str) -> None:
    """Take what was typed as the answer to the form's step, or say kindly what is wanted."""
    # The same update comes again after a crash: then it has had its effect, and only the next step is asked.
    if draft.update == update.update_id:
        await show(house, update, draft)
    elif text.strip().casefold() in _back_words(house):
        await show(house, update, draft.back())
    elif (value := form.value_of(draft, text, house.languages)) is not None:
        await show(house, update, draft.filled(value))
    elif draft.step == form.KIND and "question" not in draft.answers:
        await show(house, update, _asking(draft, text))
    else:
        await _not_taken(house, update, draft, text)


def _asking(draft: Draft, text: str) -> Draft:
    """Return the draft with what was typed before a kind was chosen, which is the question."""
    question = checking.words("question", text)
    return replace(draft, answers={**draft.answers, "question": question}) if question else draft


async def _not_taken(house: House, update: Update, draft: Draft, text: str) -> None:
    language = await house.language(update.effective_user)
    near = checking.countries_like(text, house.languages) if draft.step == "country" else []
    if near:
        await say(update, language.html("form.did_you_mean"), form.country_buttons(near, language))
    else:
        await say(update, language.html(f"form.bad_{draft.step}"), form.buttons(draft, language))


def _back_words(house: House) -> set[str]:
    return {"back", *(one.text("form.back_word").casefold() for one in house.languages.values())}


async def show(house: House, update: Update, draft: Draft) -> None:
    """Keep the draft, and ask its step."""
    user = update.effective_user
    if user is None:
        return
    draft = replace(draft, update=update.update_id)
    async with house.database.begin() as session:
        await contacts.keep_draft(session, house.database.secrets, user.id, draft.body(), house.now())
    language = await house.language(user)
    await say(update, form.prompt(draft, language), form.buttons(draft, language))


async def draft_of(house: House, user_id: int) -> Draft | None:
    """Return the form that a person is filling in."""
    async with house.database.begin() as session:
        body = await contacts.draft(session, house.database.secrets, user_id)
    return Draft.of(body) if body else None


async def remind(house: House, update: Update) -> None:
    """Ask the form's step again, after the language was switched."""
    user = update.effective_user
    draft = await draft_of(house, user.id) if user else None
    if draft is not None:
        await show(house, update, draft)
