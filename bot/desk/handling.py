"""Handling: an inquiry is taken, closed and reopened, by a command or in Telegram's own menu of its topic."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.chat.context import Context, Handler, House
from bot.chat.saying import say
from bot.chat.times import deadline
from bot.desk.commands import Order, command, inquiry_here
from bot.desk.room import Room, staff_of
from bot.desk.topic import inquiry_of
from bot.storage import contacts, inquiries, outbox, service
from bot.storage.inquiries import Inquiry, Who
from bot.storage.outbox import Parcel
from bot.storage.secrets import Secrets
from bot.storage.states import Event


class Turn(NamedTuple):
    """What an event tells the person and the staff, and does to the topic."""

    told: str
    here: str
    there: str
    topic: str


TURNS: Mapping[Event, Turn] = {
    Event.CLOSE: Turn("letter.closed", "desk.closed", "desk.is_closed", "shut"),
    Event.REOPEN: Turn("letter.reopened", "desk.reopened", "desk.is_open", "unshut"),
}


def handlers(house: House) -> list[Handler]:
    """Return the duty's handlers."""
    room, shut = Room(house), filters.StatusUpdate.FORUM_TOPIC_CLOSED
    opened = filters.StatusUpdate.FORUM_TOPIC_REOPENED
    return [
        command(house, "take", take),
        command(house, "close", partial(turn, Event.CLOSE)),
        command(house, "reopen", partial(turn, Event.REOPEN)),
        MessageHandler(room & shut, partial(turned_in_menu, house, Event.CLOSE)),
        MessageHandler(room & opened, partial(turned_in_menu, house, Event.REOPEN)),
    ]


async def take(order: Order) -> None:
    """Take an inquiry in hand."""
    one = await inquiry_here(order)
    if one is None:
        return
    if one.taken_by is not None and one.taken_by.id != order.staff.who.id:
        await order.reply("desk.taken_over", number=one.number, name=one.taken_by.name)
    else:
        await order.reply("desk.taken", number=one.number)
    await _happen(order.house, order.staff.who, one, Event.TAKE)


async def turn(event: Event, order: Order) -> None:
    """Close or reopen an inquiry; the person is told, and whether the bot answers them again."""
    one = await inquiry_here(order)
    if one is None:
        return
    if one.is_open == (event is Event.REOPEN):
        await order.reply(TURNS[event].there, number=one.number)
        return
    await order.reply(TURNS[event].here, number=one.number)
    await _happen(order.house, order.staff.who, one, event, TURNS[event].topic)


async def turned_in_menu(house: House, event: Event, update: Update, _context: Context) -> None:
    """Let the inquiry follow its topic, which a member of the staff closed or reopened by hand."""
    message, staff = update.message, await staff_of(update)
    one = await inquiry_of(house, message) if message and staff else None
    if staff is None or one is None or one.is_open == (event is Event.REOPEN):
        return
    language = await house.language(update.effective_user)
    await say(update, language.html(TURNS[event].here, number=one.number))
    await _happen(house, staff.who, one, event)


async def _happen(house: House, who: Who, one: Inquiry, event: Event, topic: str | None = None) -> None:
    async with house.database.begin() as session:
        await happen(session, house.database.secrets, one, event, house.now(), who=who, topic=topic)
    house.bell.ring()


async def happen(  # noqa: PLR0913  an event, by name
    session: AsyncSession,
    secrets: Secrets,
    one: Inquiry,
    event: Event,
    now: datetime,
    *,
    who: Who,
    topic: str | None = None,
    staffed: bool = True,
) -> Inquiry:
    """Let an event happen, with what the person is told and becomes of the topic; returns the inquiry."""
    taker = who if event is Event.TAKE else None
    due = deadline(now) if staffed else None
    fresh = await inquiries.happened(session, secrets, one, event, now, by=taker, deadline=due)
    if event is Event.CLOSE:
        await contacts.end_inquiry(session, one.number)
    if event is Event.REOPEN:
        await contacts.begin(session, one.person, one.number, now)
    if event in TURNS:
        body = {"key": TURNS[event].told, "number": one.number}
        parcel = Parcel(act="line", user=one.who.id, inquiry=one.number, body=body)
        await outbox.add(session, secrets, parcel, now)
    if topic is not None and staffed:
        await outbox.add(session, secrets, Parcel(act=topic, inquiry=one.number), now)
    await service.note(session, secrets, who, str(event), one.number, now)
    return fresh
