"""Commands: how the desk's commands are bound: in the staff's group only, authority asked at every call."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import NamedTuple, TypeAlias

from telegram import Message, Update
from telegram.ext import CommandHandler, filters

from bot.chat.context import Context, Handler, House
from bot.chat.saying import say
from bot.desk.room import Room, Staff, staff_of
from bot.desk.topic import inquiry_of
from bot.languages import Language
from bot.storage import inquiries, service
from bot.storage.inquiries import Inquiry

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


def command(
    house: House, name: str, duty: Duty, *, administrators: bool = False, noted: bool = False
) -> Handler:
    """Bind a command; `administrators` for what touches every visitor, `noted` for who looked at what."""
    bound = _Bound(house, duty, administrators, name if noted else None)
    return CommandHandler(name, partial(_given, bound), Room(house) & MESSAGES)


class _Bound(NamedTuple):
    house: House
    duty: Duty
    administrators: bool
    noted: str | None


async def _given(bound: _Bound, update: Update, context: Context) -> None:
    house = bound.house
    message = update.message
    staff = await staff_of(update)
    if message is None or staff is None:
        return
    language = await house.language(update.effective_user)
    order = Order(house, update, message, staff, list(context.args or ()), language)
    if bound.administrators and not staff.is_administrator:
        await order.reply("desk.administrators_only")
        return
    if bound.noted:
        await order.note(bound.noted)
    await bound.duty(order)


async def inquiry_here(order: Order) -> Inquiry | None:
    """Return the inquiry of the topic, or of the number that was given; asks which, where there is none."""
    if order.words:
        async with order.house.database.begin() as session:
            one = await inquiries.load(session, order.house.database.secrets, order.words[0].upper())
    else:
        one = await inquiry_of(order.house, order.message)
    if one is None:
        await order.reply("desk.which_inquiry")
    return one
