"""Presence: the group that gets another id, the bot that loses its rights, the person who blocks it."""

from functools import partial

from telegram import ChatMember, ChatMemberUpdated, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from bot.assistant import local_day
from bot.chat.context import Context, Handler, House
from bot.desk.room import Room, move
from bot.desk.troubles import line
from bot.storage import inquiries, outbox
from bot.storage.outbox import Parcel


def handlers(house: House) -> list[Handler]:
    """Return the duty's handlers."""
    return [
        MessageHandler(Room(house) & filters.StatusUpdate.MIGRATE, partial(migrated, house)),
        ChatMemberHandler(partial(changed, house), ChatMemberHandler.MY_CHAT_MEMBER),
    ]


async def migrated(house: House, update: Update, _context: Context) -> None:
    """Keep the group's new id; what waits for it goes there."""
    message = update.message
    if message is None or message.migrate_to_chat_id is None:
        return
    async with house.database.begin() as session:
        await move(session, house, message.migrate_to_chat_id)
        await outbox.hasten(session, house.now())
    house.bell.ring()


async def changed(house: House, update: Update, _context: Context) -> None:
    """Note what became of the bot in the staff's group, or in a person's chat."""
    change = update.my_chat_member
    if change is None:
        return
    if change.chat.id in house.groups:
        await _in_group(house, change)
    elif change.chat.type == ChatType.PRIVATE:
        await _in_private(house, change)
    house.bell.ring()


async def _in_group(house: House, change: ChatMemberUpdated) -> None:
    now = house.now()
    async with house.database.begin() as session:
        if may_manage(change.new_chat_member):
            await outbox.hasten(session, now)
        elif may_manage(change.old_chat_member):
            parcel = Parcel(
                act="line", body={"key": "topic.no_rights"}, cause=f"topic.no_rights {local_day(now)}"
            )
            await outbox.add(session, house.database.secrets, parcel, now)


def may_manage(member: ChatMember) -> bool:
    """Tell whether a member may open topics."""
    owner = member.status == ChatMemberStatus.OWNER
    return owner or bool(getattr(member, "can_manage_topics", False))


async def _in_private(house: House, change: ChatMemberUpdated) -> None:
    """Say in the topics of a person's open inquiries that they left, or came back."""
    gone = change.new_chat_member.status == ChatMemberStatus.BANNED
    key = "topic.blocked" if gone else "topic.came_back"
    async with house.database.begin() as session:
        for one in await inquiries.of_person(session, house.database.secrets, change.chat.id):
            if one.is_open:
                await line(session, house, one.number, key)
