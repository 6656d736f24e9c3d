"""What every duty works with: the assistant, the database, the languages, the clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias

from telegram import Update, User
from telegram.ext import BaseHandler, CallbackContext, ExtBot

from bot.assistant import Assistant
from bot.languages import Language, Languages
from bot.sending.outbox import Bell
from bot.storage import people
from bot.storage.database import Database
from bot.storage.glance import Glance, glance
from bot.storage.journal import Note

Context: TypeAlias = CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]
Handler: TypeAlias = BaseHandler[Any, Context, Any]


@dataclass(frozen=True)
class House:
    """The parts that duties call.

    By update, `failures` hands what went wrong back to the inbox, `notes` what it keeps of a question, in the
    transaction that marks the update as handled, and `glances` keeps what was read for it. `staff` is the
    staff's group as it was set, `groups` all ids that it has; the `bell` wakes the outbox.
    """

    assistant: Assistant
    database: Database
    now: Callable[[], datetime]
    authority: str | None = None
    failures: dict[int, Exception] = field(default_factory=dict)
    notes: dict[int, Note] = field(default_factory=dict)
    glances: dict[int, Glance] = field(default_factory=dict)
    staff: int | None = None
    staff_language: str = "id"
    retention_days: int = 180
    groups: set[int] = field(default_factory=set)
    bell: Bell = field(default_factory=Bell)

    @property
    def languages(self) -> Languages:
        """All languages that the bot speaks."""
        return self.assistant.languages

    @property
    def at_desk(self) -> Language:
        """The language in which the bot speaks in the staff's group of itself."""
        return self.languages[self.languages.closest(self.staff_language) or self.languages.fallback]

    async def glance(self, update: Update) -> Glance:
        """Return how things stand for who sent an update, read once for all duties that look."""
        seen = self.glances.get(update.update_id)
        if seen is None:
            chat, user = update.effective_chat, update.effective_user
            look = partial(
                glance,
                secrets=self.database.secrets,
                chat_id=chat.id if chat else 0,
                user_id=user.id if user else 0,
                now=self.now(),
            )
            seen = self.glances[update.update_id] = await self.database.look(look)
        return seen

    async def chosen(self, user: User | None) -> str | None:
        """Return the language that a person once chose, if we still speak it."""
        if user is None:
            return None
        async with self.database.begin() as session:
            code = await people.chosen_language(session, self.database.secrets, user.id)
        return code if code in self.languages else None

    async def language(self, user: User | None) -> Language:
        """Return the person's choice, else their app's language, else the fallback."""
        code = await self.chosen(user) or self.languages.closest(user.language_code if user else None)
        return self.languages[code or self.languages.fallback]

    async def language_below(self, code: str | None, user: User | None) -> Language:
        """Return the language of the message whose button was pressed, else the person's."""
        return self.languages[code] if code and code in self.languages else await self.language(user)
