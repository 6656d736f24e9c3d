"""Pressing: how a duty's buttons are bound: the waiting sign stops, and their data is read."""

import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import NamedTuple, TypeAlias

from telegram import InlineKeyboardMarkup, Update, User
from telegram.ext import CallbackQueryHandler

from bot.chat.context import Context, Handler, House
from bot.chat.saying import acknowledge, say
from bot.languages import Language


class Press(NamedTuple):
    """A button as it was pressed: by whom, with what it carries, below a message in which language."""

    house: House
    update: Update
    user: User
    found: re.Match[str]
    language: Language

    async def reply(self, html: str, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Answer where the button stands."""
        await say(self.update, html, buttons)

    async def old(self) -> None:
        """Say that the button leads nowhere any more."""
        await self.reply(self.language.html("button.old"))


Duty: TypeAlias = Callable[[Press], Awaitable[None]]


def button(house: House, pattern: re.Pattern[str], duty: Duty) -> Handler:
    """Bind the buttons whose data is the pattern; what only begins like it is forged, and told so."""
    return CallbackQueryHandler(partial(_given, house, pattern, duty), pattern=pattern)


async def _given(
    house: House, pattern: re.Pattern[str], duty: Duty, update: Update, _context: Context
) -> None:
    query, user = update.callback_query, update.effective_user
    if query is None or user is None:
        return
    await acknowledge(query)
    found = pattern.fullmatch(query.data or "")
    if found is None:  # forged, or no data at all, which PTB lets pass any pattern
        await say(update, (await house.language(user)).html("button.old"))
        return
    language = await house.language_below(found.groupdict().get("language"), user)
    await duty(Press(house, update, user, found, language))
