"""A chat as people see it: what stands in it, and what is new."""

from collections.abc import Callable
from typing import TypeVar

from bot.playground.telegram_chats import Chat, Message
from bot.playground.telegram_world import World

Found = TypeVar("Found")


class Seen:
    """A chat as people see it."""

    def __init__(self, world: World, chat: Chat) -> None:
        self.chat = chat
        self._world = world
        self._read = 0

    @property
    def history(self) -> list[Message]:
        """All messages that stand in the chat, edits applied."""
        return list(self.chat.messages.values())

    @property
    def messages(self) -> list[Message]:
        """The bot's messages that stand in the chat, edits applied."""
        return [message for message in self.history if message.sender.id == self._world.bot.id]

    @property
    def state(self) -> tuple[tuple[object, ...], ...]:
        """What the bot's messages show now, so that an edit can be told from none."""
        return tuple((one.message_id, one.text, *one.labels) for one in self.messages)

    async def next_message(self, timeout: float = 5) -> Message:  # noqa: ASYNC109 the caller's patience is part of the promise
        """Return the bot's first message not yet returned here; raises TimeoutError."""
        message = await self.until(self._unread, timeout)
        self._read = message.message_id
        return message

    async def until(self, look: Callable[[], Found | None], timeout: float = 5) -> Found:  # noqa: ASYNC109 as above
        """Return what `look` finds after any change, for instance an edit; raises TimeoutError."""
        return await self._world.bell.until(look, timeout)

    def _unread(self) -> Message | None:
        return next((message for message in self.messages if message.message_id > self._read), None)
