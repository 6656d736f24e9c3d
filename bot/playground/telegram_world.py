"""Telegram's memory: who and what exists, and what may be written where."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.playground.telegram_calls import Call, Refused
from bot.playground.telegram_chats import Chat, Message, User
from bot.playground.telegram_updates import Bell, Updates


@dataclass(slots=True, kw_only=True)
class Query:
    """A button press or an inline query: what the bot answered, once it did."""

    id: str
    asked: datetime
    answer: Mapping[str, Any] | None = None


@dataclass(slots=True, kw_only=True)
class World:
    """Everything that Telegram knows."""

    bot: User
    token: str
    now: Callable[[], datetime]
    bell: Bell
    updates: Updates
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    presses: dict[str, Query] = field(default_factory=dict)
    inline: dict[str, Query] = field(default_factory=dict)
    profile: dict[tuple[str, str], Any] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    last_private_id: int = 0
    last_query_id: int = 10**17

    def seconds(self) -> int:
        """Return the time as Telegram writes it."""
        return int(self.now().timestamp())

    def chat(self, call: Call) -> Chat:
        """Return the chat that a call names, where the bot may write; raises Refused."""
        number = call.params.get("chat_id", "")
        if number == "":
            raise Refused("chat_id is empty")
        chat = self.chats.get(number) if isinstance(number, int) else None
        if chat is None:
            raise Refused("chat not found")
        self._check_access(chat)
        return chat

    def _check_access(self, chat: Chat) -> None:
        if chat.migrated_to is not None:
            reason = "group chat was upgraded to a supergroup chat"
            raise Refused(reason, migrate_to_chat_id=chat.migrated_to)
        if chat.bot_is != "kicked":
            return
        private = chat.kind == "private"
        reason = "bot was blocked by the user" if private else "bot was kicked from the supergroup chat"
        raise Refused(reason, status=403)

    def post(self, chat: Chat, sender: User, **content: Any) -> Message:
        """Put a new message into a chat."""
        # Private chats share one count of messages, each supergroup has its own, so numbers repeat.
        if chat.kind == "private":
            self.last_private_id = chat.last_id = self.last_private_id + 1
        else:
            chat.last_id += 1
        message = Message(message_id=chat.last_id, chat=chat, sender=sender, date=self.seconds(), **content)
        chat.messages[message.message_id] = message
        self.bell.ring()
        return message

    def query(self) -> Query:
        """Make a new query of a person's."""
        self.last_query_id += 1
        return Query(id=str(self.last_query_id), asked=self.now())
