"""Opening: an entry that a person picked, by a button or a link, becomes its own message."""

from telegram import Update

from bot.answers.reply import Reply
from bot.assistant import continued
from bot.chat.context import House
from bot.chat.notice import dressed
from bot.chat.offers import rows
from bot.chat.saying import answer
from bot.languages import Language
from bot.storage import conversations


async def open_entry(house: House, update: Update, name: str, language: Language) -> bool:
    """Answer with an entry, which the next question may lean on; False when the edition has none such."""
    await house.assistant.library.refresh()
    reply = house.assistant.entry(name, language.code, house.now())
    if reply is None:
        return False
    await _remember(house, update, reply)
    reply = await dressed(house, reply)
    offered = rows(house, update, reply, language, typed=False)
    await answer(update, reply, language, offered)
    return True


async def _remember(house: House, update: Update, reply: Reply) -> None:
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None:
        return
    secrets, now = house.database.secrets, house.now()
    async with house.database.begin() as session:
        conversation = await conversations.load(session, secrets, chat.id, user.id)
        following = continued(conversation, reply.written.text.split("\n", 1)[0], reply, now)
        await conversations.save(session, secrets, chat.id, user.id, following)
