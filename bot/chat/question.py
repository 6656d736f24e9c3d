"""Question: what a person typed or pressed gets one message with the whole answer."""

from functools import partial

from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.answers.reply import Reply
from bot.assistant import Question, continued, local_day
from bot.chat.buttons import read_entry
from bot.chat.context import Context, Handler, House
from bot.chat.saying import acknowledge, answer, say
from bot.chat.welcome import MESSAGES
from bot.storage import conversations, people, questions


def handlers(house: House) -> list[Handler]:
    """Return the duty's handlers; the last one answers every button that no duty knows."""
    return [
        MessageHandler(MESSAGES & filters.TEXT & ~filters.COMMAND, partial(ask, house)),
        CallbackQueryHandler(partial(press, house)),
    ]


async def ask(house: House, update: Update, _context: Context) -> None:
    """Answer a typed question."""
    message, user, chat = update.message, update.effective_user, update.effective_chat
    if message is None or user is None or chat is None:
        return
    now, secrets = house.now(), house.database.secrets
    async with house.database.begin() as session:
        chosen = await people.chosen_language(session, secrets, user.id)
        conversation = await conversations.load(session, secrets, chat.id, user.id)
    asked = Question(message.text or "", chosen, user.language_code)
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
    await answer(update, reply, house.languages[reply.language])


async def press(house: House, update: Update, _context: Context) -> None:
    """Answer with the entry whose button was pressed; an old or forged button gets a kind word."""
    query = update.callback_query
    if query is None:
        return
    await acknowledge(query)
    pressed = read_entry(query.data)
    language = await house.language(update.effective_user)
    if pressed and pressed.language in house.languages:
        language = house.languages[pressed.language]
    await house.assistant.library.refresh()
    reply = house.assistant.entry(pressed.entry, language.code, house.now()) if pressed else None
    if reply is None:
        await say(update, language.html("button.old"))
        return
    await _remember(house, update, reply)
    await answer(update, reply, language)


async def _remember(house: House, update: Update, reply: Reply) -> None:
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None:
        return
    secrets, now = house.database.secrets, house.now()
    async with house.database.begin() as session:
        conversation = await conversations.load(session, secrets, chat.id, user.id)
        following = continued(conversation, reply.written.text.split("\n", 1)[0], reply, now)
        await conversations.save(session, secrets, chat.id, user.id, following)
