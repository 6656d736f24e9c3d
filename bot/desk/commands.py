"""Commands: how the desk's commands are bound: in the staff's group only, authority asked at every call."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import NamedTuple, TypeAlias

from telegram import Message, Update
from telegram.ext import CommandHandler, filters

from bot.chat.context import Context, Handler, House
from bot.chat.saying import say
from bot.desk.room import Room, Staff, staff_of
from bot.languages import Language
from bot.storage import service

MESSAGES = filters.UpdateType.MESSAGE


class Order(NamedTuple):
    """A command as it was given: by whom, in which message, with which words, in which language."""

    house: House
    update: Update
    message: Message
    staff: Staff
    words: list[str]
    language: Language

    async def reply(self, key: str, **params: object) -> None:
        """Answer in the topic of the command."""
        await say(self.update, self.language.html(key, **params))

    async def note(self, act: str, subject: str | None = None) -> None:
        """Keep who did what."""
        async with self.house.database.begin() as session:
            secrets = self.house.database.secrets
            await service.note(session, secrets, self.staff.who, act, subject, self.house.now())


Duty: TypeAlias = Callable[[Order], Awaitable[None]]


def command(house: House, name: str, duty: Duty, *, administrators: bool = False) -> Handler:
    """Bind a command; `administrators` for what touches every visitor."""
    given = partial(_given, house, duty, administrators)
    return CommandHandler(name, given, Room(house) & MESSAGES)


async def _given(
    house: House,
    duty: Duty,
    administrators: bool,  # noqa: FBT001  bound above by position
    update: Update,
    context: Context,
) -> None:
    message = update.message
    staff = await staff_of(update)
    if message is None or staff is None:
        return
    language = await house.language(update.effective_user)
    order = Order(house, update, message, staff, list(context.args or ()), language)
    if administrators and not staff.is_administrator:
        await order.reply("desk.administrators_only")
        return
    await duty(order)
