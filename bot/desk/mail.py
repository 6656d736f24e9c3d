"""Mail: letters as Telegram's messages, with who writes above them, in both directions."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup
from telegram import (
    Bot,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    Message,
)
from telegram.constants import ParseMode

from bot.answers.plain import length
from bot.chat.content import COPIED
from bot.chat.context import House
from bot.chat.saying import NO_PREVIEW
from bot.desk import rendering
from bot.storage.inquiries import Inquiry
from bot.storage.letters import PERSON, Letter
from bot.storage.outbox import Posted

MEDIA = {
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
    "audio": InputMediaAudio,
    "document": InputMediaDocument,
}
MOST_IN_ALBUM = 10


@dataclass(frozen=True, slots=True)
class Load:
    """A parcel with what it is about, and where it goes."""

    one: Posted
    chat: int
    inquiry: Inquiry | None
    letter: Letter | None

    @property
    def thread(self) -> int | None:
        """The inquiry's topic, for what goes to the staff."""
        return self.inquiry.thread if self.inquiry and self.one.user is None else None


class To(NamedTuple):
    """Where a letter goes: chat and topic; `group` is where the staff writes."""

    chat: int
    thread: int | None = None
    group: int | None = None


class Mail:
    """Sends and edits letters; what a text may not hold beside its writer goes below a line of its own."""

    def __init__(self, bot: Bot, house: House) -> None:
        self._bot = bot
        self._house = house

    async def send(self, to: To, inquiry: Inquiry, letter: Letter) -> int:
        """Send a letter; returns its message."""
        kind, html = letter.body["kind"], letter.body["html"]
        limit = rendering.LONGEST_TEXT if kind == "text" else rendering.LONGEST_CAPTION
        if kind == COPIED or length(html) > limit:
            await self._text(to, self._headed(inquiry, letter, ""))
        else:
            html = self._headed(inquiry, letter, html)
        if kind == "text":
            return (await self._text(to, html)).message_id
        if kind == COPIED:
            source = inquiry.who.id if letter.side == PERSON else to.group or to.chat
            copy = await self._bot.copy_message(to.chat, source, letter.source, message_thread_id=to.thread)
            return copy.message_id
        return (await self._file(to, letter, html)).message_id

    async def send_album(self, to: To, inquiry: Inquiry, parts: Sequence[Letter]) -> list[int]:
        """Send the parts of an album as one; returns their messages."""
        if len(parts) == 1:
            return [await self.send(to, inquiry, parts[0])]
        first, *others = parts[:MOST_IN_ALBUM] or (None,)
        if first is None:
            return []
        captions = [self._headed(inquiry, first, first.body["html"]), *(part.body["html"] for part in others)]
        media = [
            MEDIA[part.body["kind"]](part.body["file"], caption=str(caption), parse_mode=ParseMode.HTML)
            for part, caption in zip([first, *others], captions, strict=True)
        ]
        sent = await self._bot.send_media_group(to.chat, media, message_thread_id=to.thread)
        return [message.message_id for message in sent]

    async def edit(self, chat: int, inquiry: Inquiry, letter: Letter) -> None:
        """Put a letter's new words in place of the old ones."""
        kind, html = letter.body["kind"], letter.body["html"]
        limit = rendering.LONGEST_TEXT if kind == "text" else rendering.LONGEST_CAPTION
        words = html if length(html) > limit else str(self._headed(inquiry, letter, html))
        if kind == "text":
            await self._bot.edit_message_text(
                words, chat, letter.copy, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
            )
        elif kind != COPIED:
            await self._bot.edit_message_caption(chat, letter.copy, caption=words, parse_mode=ParseMode.HTML)

    def _headed(self, inquiry: Inquiry, letter: Letter, html: str) -> Markup:
        """Return a letter's words below who wrote them."""
        if letter.side == PERSON:
            return rendering.from_person(inquiry, html)
        language = self._house.languages.get(inquiry.language, self._house.at_desk)
        return rendering.from_staff(inquiry, html, language)

    async def _text(self, to: To, html: str) -> Message:
        return await self._bot.send_message(
            to.chat,
            str(html).strip(),
            ParseMode.HTML,
            message_thread_id=to.thread,
            link_preview_options=NO_PREVIEW,
        )

    async def _file(self, to: To, letter: Letter, html: str) -> Message:
        calls: Mapping[str, Callable[..., Awaitable[Message]]] = {
            "photo": self._bot.send_photo,
            "document": self._bot.send_document,
            "video": self._bot.send_video,
            "audio": self._bot.send_audio,
            "voice": self._bot.send_voice,
            "animation": self._bot.send_animation,
        }
        send = calls[letter.body["kind"]]
        words = {"caption": str(html), "parse_mode": ParseMode.HTML, "message_thread_id": to.thread}
        return await send(to.chat, letter.body["file"], **words)
