"""What Telegram keeps: users, chats, messages and their buttons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.answers.markup import Entity


@dataclass(slots=True, kw_only=True)
class User:
    """A person or a bot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    def json(self) -> dict[str, Any]:
        """Return the user as the Bot API writes it."""
        names = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        kept = {name: value for name, value in names.items() if value}
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name, **kept}


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button; `raw` holds every field as sent."""

    text: str
    data: str | None
    url: str | None
    raw: Mapping[str, Any]


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(slots=True, kw_only=True)
class Chat:
    """A private chat or a supergroup; `bot_is` is the bot's standing in it."""

    id: int
    kind: Literal["private", "supergroup"]
    title: str
    user: User | None = None
    forum: bool = False
    bot_is: str = "member"
    migrated_to: int | None = None
    topics: dict[int, str] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)
    members: dict[int, str] = field(default_factory=dict)
    messages: dict[int, "Message"] = field(default_factory=dict)
    last_id: int = 0

    def json(self) -> dict[str, Any]:
        """Return the chat as the Bot API writes it."""
        if self.user is not None:
            names = {name: value for name, value in self.user.json().items() if name.endswith("name")}
            return {"id": self.id, "type": self.kind, **names}
        return {"id": self.id, "type": self.kind, "title": self.title, **self._forum()}

    def _forum(self) -> dict[str, Any]:
        return {"is_forum": True} if self.forum else {}


@dataclass(slots=True, kw_only=True)
class Message:
    """A message as it is now: `text` is what a person reads, `html` what the bot sent (or None).

    `service` names what happened, where it is no person's words; `reaction` is the bot's.
    """

    message_id: int
    chat: Chat
    sender: User
    date: int
    text: str = ""
    html: str | None = None
    entities: tuple[Entity, ...] = ()
    keyboard: Keyboard = ()
    reply_markup: Mapping[str, Any] = field(default_factory=dict)
    preview: Mapping[str, Any] = field(default_factory=dict)
    venue: Mapping[str, Any] | None = None
    location: Mapping[str, Any] | None = None
    thread_id: int | None = None
    reply_to: "Message | None" = None
    edited: int | None = None
    media: Mapping[str, Any] = field(default_factory=dict)
    album: str | None = None
    sender_chat: Chat | None = None
    service: str | None = None
    reaction: str | None = None

    @property
    def buttons(self) -> list[Button]:
        """All inline buttons, row by row."""
        return [button for row in self.keyboard for button in row]

    @property
    def labels(self) -> list[str]:
        """The buttons' texts."""
        return [button.text for button in self.buttons]

    def button(self, label_or_data: str) -> Button | None:
        """Find a button by its text, or by what it sends."""
        wanted = (one for one in self.buttons if label_or_data in {one.text, one.data})
        return next(wanted, None)

    def json(self) -> dict[str, Any]:
        """Return the message as the Bot API writes it."""
        head = {
            "message_id": self.message_id,
            "from": self.sender.json(),
            "chat": self.chat.json(),
            "date": self.date,
        }
        service: dict[str, Any] = {self.service: {}} if self.service else {}
        return {**head, **service, **{name: value for name, value in self._optional().items() if value}}

    def _optional(self) -> dict[str, Any]:
        quoted = self.reply_to and {**self.reply_to.json(), "reply_to_message": None}
        words, marks = ("caption", "caption_entities") if self.media else ("text", "entities")
        return {
            words: self.text,
            marks: [entity.json() for entity in self.entities],
            **self.media,
            "media_group_id": self.album,
            "sender_chat": self.sender_chat and self.sender_chat.json(),
            "reply_markup": self.reply_markup if self.keyboard else None,
            "link_preview_options": self.preview,
            "venue": self.venue,
            "location": self.location,
            "message_thread_id": self.thread_id,
            "is_topic_message": self.thread_id is not None and self.chat.forum,
            "reply_to_message": quoted and {name: value for name, value in quoted.items() if value},
            "edit_date": self.edited,
        }
