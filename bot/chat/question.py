"""Question: what a person typed or pressed gets one message with the whole answer."""

from functools import partial

from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.assistant import Question, continued, local_day
from bot.chat.buttons import read_entry
from bot.chat.contact import TO_BOT, to_bot, took
from bot.chat.context import Context, Handler, House
from bot.chat.notice import dressed
from bot.chat.offers import rows
from bot.chat.opening import open_entry
from bot.chat.pressing import Press, button
from bot.chat.saying import acknowledge, answer, say
from bot.chat.welcome import MESSAGES
from bot.storage import conversations, questions
from bot.storage.journal import Note
from bot.storage.questions import Asked

# Telegram's own limit, whoever delivers.
LONGEST = 4096


def handlers(house: House) -> list[Handler]:
    """Return the duty's handlers; the last one answers every button that no duty knows."""
    return [
        MessageHandler(MESSAGES & filters.TEXT & ~filters.COMMAND, partial(ask, house)),
        button(house, TO_BOT, instead),
        CallbackQueryHandler(partial(press, house)),
    ]


async def ask(house: House, update: Update, context: Context) -> None:
    """Answer a typed question; an answer that inline mode put here needs none."""
    message = update.message
    if message is None or (message.via_bot and message.via_bot.id == context.bot.id):
        return
    if not await took(house, update):
        await answer_to(house, update, message.text or "")


async def instead(press: Press) -> None:
    """Answer as the bot again, and at once what was written to the staff and may be meant for it."""
    text = await to_bot(press)
    if text:
        await answer_to(press.house, press.update, text)


async def answer_to(house: House, update: Update, text: str) -> None:
    """Answer a text where it was asked, and keep what the next question may lean on."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None:
        return
    text = text[:LONGEST]
    now, secrets = house.now(), house.database.secrets
    seen = await house.glance(update)
    reply = await house.assistant.reply(
        Question(text, seen.chosen, user.language_code), seen.conversation, now, seen.edition
    )
    edition = house.assistant.library.shelf.number
    following = continued(seen.conversation, text, reply, now)
    asked = Asked(update.update_id, local_day(now), reply.language, reply.outcome, reply.entry, edition, text)
    house.notes[update.update_id] = Note(
        conversations.row_of(secrets, chat.id, user.id, following), questions.row_of(secrets, asked)
    )
    language = house.languages[reply.language]
    reply = await dressed(house, reply, seen.service)
    await answer(update, reply, language, rows(house, update, reply, language, typed=True))


async def press(house: House, update: Update, _context: Context) -> None:
    """Answer with the entry whose button was pressed; an old or forged button gets a kind word."""
    query = update.callback_query
    if query is None:
        return
    await acknowledge(query)
    pressed = read_entry(query.data)
    language = await house.language_below(pressed.language if pressed else None, update.effective_user)
    if pressed is None or not await open_entry(house, update, pressed.entry, language):
        await say(update, language.html("button.old"))
