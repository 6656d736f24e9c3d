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
from bot.chat.saying import acknowledge, answer, say
from bot.chat.welcome import MESSAGES
from bot.storage import conversations, people, questions


def handlers(house: House) -> list[Handler]:
    """Return the duty's handlers; the last one answers every button that no duty knows."""
    return [
        MessageHandler(MESSAGES & filters.TEXT & ~filters.COMMAND, partial(ask, house)),
        CallbackQueryHandler(partial(instead, house), pattern=TO_BOT),
        CallbackQueryHandler(partial(press, house)),
    ]


async def ask(house: House, update: Update, context: Context) -> None:
    """Answer a typed question; an answer that inline mode put here needs none."""
    message = update.message
    if message is None or (message.via_bot and message.via_bot.id == context.bot.id):
        return
    if not await took(house, update):
        await answer_to(house, update, message.text or "")


async def instead(house: House, update: Update, _context: Context) -> None:
    """Answer as the bot again, and at once what was written to the staff and may be meant for it."""
    text = await to_bot(house, update)
    if text:
        await answer_to(house, update, text)


async def answer_to(house: House, update: Update, text: str) -> None:
    """Answer a text where it was asked, and keep what the next question may lean on."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None:
        return
    now, secrets = house.now(), house.database.secrets
    async with house.database.begin() as session:
        chosen = await people.chosen_language(session, secrets, user.id)
        conversation = await conversations.load(session, secrets, chat.id, user.id)
    asked = Question(text, chosen, user.language_code)
    reply = await house.assistant.reply(asked, conversation, now)
    async with house.database.begin() as session:
        following = continued(conversation, asked.text, reply, now)
        await conversations.save(session, secrets, chat.id, user.id, following)
        await questions.record(
            session,
            secrets,
            update_id=update.update_id,
            day=local_day(now),
            language=reply.language,
            outcome=reply.outcome,
            entry=reply.entry,
            edition=house.assistant.library.shelf.number,
            text=asked.text,
        )
    language = house.languages[reply.language]
    reply = await dressed(house, reply)
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
