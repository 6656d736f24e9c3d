"""My data: a person gets everything that is kept of them as a file, and can have it deleted, completely."""

import json
import re
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, Update
from telegram.ext import CommandHandler

from bot.chat.context import Context, Handler, House
from bot.chat.pressing import Press, button
from bot.chat.saying import say
from bot.chat.welcome import MESSAGES
from bot.storage import outbox, personal, service
from bot.storage.outbox import Parcel
from bot.storage.personal import Topic

DELETE = "d1:yes"


def handlers(house: House) -> list[Handler]:
    """Return the duty's handlers."""
    return [
        CommandHandler("mydata", partial(give, house), MESSAGES),
        CommandHandler("deletemydata", partial(ask, house), MESSAGES),
        button(house, re.compile(DELETE), delete),
    ]


async def give(house: House, update: Update, _context: Context) -> None:
    """Send everything that is kept of a person."""
    user, message = update.effective_user, update.message
    if user is None or message is None:
        return
    async with house.database.begin() as session:
        kept = await personal.kept(session, house.database.secrets, user.id)
    language = await house.language(user)
    content = json.dumps(kept, ensure_ascii=False, indent=1).encode()
    await message.chat.get_bot().send_document(
        message.chat_id, InputFile(content, "my-data.json"), caption=language.text("mydata.here")
    )


async def ask(house: House, update: Update, _context: Context) -> None:
    """Ask whether everything is to be deleted."""
    language = await house.language(update.effective_user)
    sure = InlineKeyboardButton(language.text("mydata.delete"), callback_data=DELETE)
    await say(update, language.html("mydata.sure"), InlineKeyboardMarkup([[sure]]))


async def delete(press: Press) -> None:
    """Delete everything of a person, here and in the staff's group; only a ban's mark stays."""
    house, secrets = press.house, press.house.database.secrets
    async with house.database.begin() as session:
        topics = await personal.forget(session, secrets, press.user.id)
        barred = await service.is_banned(session, secrets, press.user.id)
        await remove(house, session, topics)
    house.bell.ring()
    await press.reply(press.language.html("mydata.gone_but_ban" if barred else "mydata.gone"))


async def remove(house: House, session: AsyncSession, topics: list[Topic]) -> None:
    """Let the topics of deleted inquiries go from the staff's group."""
    if house.staff is None:
        return
    for topic in topics:
        parcels = [Parcel(act="line", body={"key": "topic.erased", "number": topic.number})]
        if topic.thread is not None:
            parcels.append(Parcel(act="remove", inquiry=topic.number, body={"thread": topic.thread}))
        for parcel in parcels:
            await outbox.add(session, house.database.secrets, parcel, house.now())
