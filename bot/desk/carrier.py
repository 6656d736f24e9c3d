"""The carrier: how each parcel of the outbox is carried out in Telegram, and what follows from it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Bot, InlineKeyboardMarkup
from telegram.constants import ParseMode

from bot.chat.context import House
from bot.chat.saying import NO_PREVIEW
from bot.desk import rendering, troubles
from bot.desk.mail import Load, Mail, To
from bot.desk.receipts import arrived
from bot.desk.room import group, move
from bot.languages import Language
from bot.storage import inquiries, letters
from bot.storage.outbox import Posted

# What would stand in no topic at all if the inquiry had none.
IN_TOPIC = {"card", "history", "line", "letter", "album", "unshut"}


Act: TypeAlias = Callable[[Load], Awaitable[int | None]]


class DeskCarrier:
    """Carries parcels between persons and the staff's group."""

    def __init__(self, house: House, bot: Bot) -> None:
        self._house = house
        self._bot = bot
        self._mail = Mail(bot, house)
        self._acts: Mapping[str, Act] = {
            "topic": self._topic,
            "card": self._card,
            "history": self._history,
            "line": self._line,
            "say": self._say,
            "late": self._late,
            "letter": self._letter,
            "album": self._album,
            "edit": self._edit,
            "delete": self._delete,
            "react": self._react,
            "shut": self._shut,
            "unshut": self._unshut,
            "remove": self._remove,
        }

    async def chat(self, session: AsyncSession, one: Posted) -> int | None:
        """Return the chat that a parcel goes to."""
        return one.user if one.user is not None else await group(session, self._house)

    async def carry(self, one: Posted) -> int | None:
        """Make the call of a parcel; one about what was deleted meanwhile is carried out by doing nothing."""
        secrets = self._house.database.secrets
        async with self._house.database.begin() as session:
            chat = await self.chat(session, one)
            inquiry = await inquiries.load(session, secrets, one.inquiry) if one.inquiry else None
            letter = await letters.load(session, secrets, one.letter) if one.letter else None
        gone = (one.inquiry and inquiry is None) or (one.letter and letter is None)
        if chat is None or (gone and one.act != "remove"):
            return None
        if one.user is None and one.act in IN_TOPIC and inquiry is not None and inquiry.thread is None:
            await self._anew(inquiry.number)
            return None
        return await self._acts[one.act](Load(one, chat, inquiry, letter))

    async def _anew(self, number: str) -> None:
        """Make a topic that is missing, with all that belongs into it."""
        async with self._house.database.begin() as session:
            await troubles.again(session, self._house, number)
        self._house.bell.ring()

    async def arrived(self, session: AsyncSession, one: Posted, made: int | None) -> None:
        """Keep the numbers that Telegram gave, and give the writer a receipt."""
        if made is None or one.inquiry is None:
            return
        if one.act == "topic":
            await inquiries.set_thread(session, one.inquiry, made)
        if one.act in {"letter", "album"}:
            await arrived(session, self._house, one, made)

    async def refused(self, session: AsyncSession, one: Posted, error: Exception) -> float | None:
        """Note why Telegram refused, and say it in the group."""
        return await troubles.refused(session, self._house, one, error)

    async def moved(self, session: AsyncSession, new_chat: int) -> None:
        """Keep the group's new id."""
        await move(session, self._house, new_chat)

    async def _topic(self, load: Load) -> int | None:
        if load.inquiry is None or load.inquiry.thread is not None:
            return None
        made = await self._bot.create_forum_topic(load.chat, rendering.topic_name(load.inquiry))
        return made.message_thread_id

    async def _card(self, load: Load) -> int | None:
        if load.inquiry is None:
            return None
        content = self._house.assistant.library.shelf.content
        return await self._send(load, rendering.card(load.inquiry, content, self._house.at_desk))

    async def _history(self, load: Load) -> int | None:
        if load.inquiry is None:
            return None
        async with self._house.database.begin() as session:
            every = await letters.of_inquiry(session, self._house.database.secrets, load.inquiry.number)
        chosen = [letter for letter in every if letter.id in load.one.body["letters"]]
        return await self._send(load, rendering.history(chosen, load.inquiry, self._house.at_desk))

    async def _line(self, load: Load) -> int | None:
        body = dict(load.one.body)
        return await self._send(load, self._language(load).html(body.pop("key"), **body))

    async def _late(self, load: Load) -> int | None:
        async with self._house.database.begin() as session:
            late = await inquiries.overdue(session, self._house.database.secrets, self._house.now())
        return await self._send(load, rendering.late(late, self._house.at_desk)) if late else None

    async def _say(self, load: Load) -> int | None:
        return await self._send(load, load.one.body["html"], load.one.body.get("buttons"))

    async def _send(self, load: Load, html: str, buttons: object = None) -> int:
        message = await self._bot.send_message(
            load.chat,
            str(html),
            ParseMode.HTML,
            message_thread_id=load.thread,
            link_preview_options=NO_PREVIEW,
            reply_markup=InlineKeyboardMarkup.de_json(buttons, self._bot)
            if isinstance(buttons, dict)
            else None,
        )
        return message.message_id

    def _language(self, load: Load) -> Language:
        """Return the person's language for what goes to them, else the desk's."""
        to_person = load.one.user is not None and load.inquiry is not None
        code = load.inquiry.language if to_person and load.inquiry else ""
        return self._house.languages.get(code, self._house.at_desk)

    async def _letter(self, load: Load) -> int | None:
        if load.inquiry is None or load.letter is None or load.letter.deleted_at is not None:
            return None
        async with self._house.database.begin() as session:
            here = await group(session, self._house)
        to = To(load.chat, load.thread, here)
        return await self._mail.send(to, load.inquiry, load.letter)

    async def _album(self, load: Load) -> int | None:
        if load.inquiry is None:
            return None
        secrets, album = self._house.database.secrets, load.one.body["album"]
        async with self._house.database.begin() as session:
            parts = await letters.of_album(session, secrets, load.inquiry.number, album)
        copies = await self._mail.send_album(To(load.chat, load.thread), load.inquiry, parts)
        async with self._house.database.begin() as session:
            for part, copy in zip(parts, copies, strict=True):
                await letters.set_copy(session, part.id, copy)
        return copies[0] if copies else None

    async def _edit(self, load: Load) -> int | None:
        if load.inquiry is not None and load.letter is not None and load.letter.copy is not None:
            await self._mail.edit(load.chat, load.inquiry, load.letter)
        return None

    async def _delete(self, load: Load) -> int | None:
        if load.letter is None:
            return None
        if load.letter.copy is not None:
            await self._bot.delete_message(load.chat, load.letter.copy)
        async with self._house.database.begin() as session:
            await letters.forget(session, self._house.database.secrets, load.letter.id)
        return None

    async def _react(self, load: Load) -> int | None:
        body = load.one.body
        await self._bot.set_message_reaction(load.chat, body["message"], body["emoji"])
        return None

    async def _shut(self, load: Load) -> int | None:
        if load.thread is not None:
            await self._bot.close_forum_topic(load.chat, load.thread)
        return None

    async def _unshut(self, load: Load) -> int | None:
        if load.thread is not None:
            await self._bot.reopen_forum_topic(load.chat, load.thread)
        return None

    async def _remove(self, load: Load) -> int | None:
        await self._bot.delete_forum_topic(load.chat, load.one.body["thread"])
        return None
