"""Pauses: a chat that Telegram asks to leave alone is left alone, and no other chat waits for it.

What is sent is counted on the way, so that the outbox knows what is left of Telegram's limits.
"""

from collections.abc import Callable, Coroutine
from datetime import timedelta
from time import monotonic
from typing import Any, TypeAlias

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.sending.limits import Limits
from bot.sending.transport import seconds_of

Answer: TypeAlias = bool | dict[str, Any] | list[dict[str, Any]]
# Chats kept before those whose pause is over are forgotten.
MOST_CHATS = 1000
# The calls that put a message into a chat.
SENDING = ("send", "copy", "createForumTopic", "editMessage")
NO_MESSAGE = "sendChatAction"


class ChatPauses(BaseRateLimiter[None]):
    """Remembers per chat until when Telegram wants no call; such a call is refused here and not sent."""

    def __init__(self, clock: Callable[[], float] = monotonic, limits: Limits | None = None) -> None:
        self._clock = clock
        self._limits = limits
        self._until: dict[object, float] = {}

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(  # noqa: PLR0913, PLR0917 PTB's signature
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002 as above
    ) -> Answer:
        """Make a call; raises RetryAfter with the rest of its chat's pause."""
        chat = data.get("chat_id")
        rest = self._until.get(chat, 0.0) - self._clock()
        if rest > 0:
            raise RetryAfter(timedelta(seconds=rest))
        if self._limits and isinstance(chat, int) and endpoint.startswith(SENDING) and endpoint != NO_MESSAGE:
            self._limits.note(chat)
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            if chat is not None:
                self._pause(chat, seconds_of(error))
            raise

    def _pause(self, chat: object, seconds: float) -> None:
        now = self._clock()
        if len(self._until) >= MOST_CHATS:
            self._until = {one: until for one, until in self._until.items() if until > now}
        self._until[chat] = now + seconds
