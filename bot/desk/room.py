"""The room: the staff's group by the id that it has now, who in it is staff, and who an administrator."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message, Update
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError
from telegram.ext import filters

from bot.chat.context import House
from bot.desk import troubles
from bot.storage import inquiries, letters, service
from bot.storage.inquiries import Who

GROUP, HOME = "group", "home"
MEMBERS = {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.MEMBER}
ADMINISTRATORS = {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR}


class Room(filters.MessageFilter):
    """Lets messages of the staff's group pass, whatever ids it had."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house

    def filter(self, message: Message) -> bool:
        """Tell whether a message stands in the staff's group."""
        return message.chat.id in self._house.groups


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of the staff who speaks, and whether they may do what touches every visitor."""

    who: Who
    is_administrator: bool


async def staff_of(update: Update) -> Staff | None:
    """Return who speaks, asking Telegram each time; None for anybody who is no member of the group."""
    chat, user, message = update.effective_chat, update.effective_user, update.effective_message
    if chat is None or user is None or message is None:
        return None
    if message.sender_chat is not None:
        # An anonymous administrator speaks as the group; a channel that speaks here is nobody of the staff.
        title = message.author_signature or chat.title or ""
        return (
            Staff(Who(user.id, title), is_administrator=True) if message.sender_chat.id == chat.id else None
        )
    if user.is_bot:
        return None
    try:
        member = await chat.get_bot().get_chat_member(chat.id, user.id)
    except TelegramError:
        return None
    inside = member.status in MEMBERS or (
        member.status == ChatMemberStatus.RESTRICTED and getattr(member, "is_member", False)
    )
    who = Who(user.id, user.full_name, user.username)
    return Staff(who, is_administrator=member.status in ADMINISTRATORS) if inside else None


async def group(session: AsyncSession, house: House) -> int | None:
    """Return the staff's group, by the id that it has now."""
    if house.staff is None:
        return None
    moved = await service.value(session, f"{GROUP} {house.staff}")
    chat = int(moved) if moved else house.staff
    house.groups.add(chat)
    return chat


async def move_in(session: AsyncSession, house: House) -> None:
    """Begin in the group that is set; in another one than before every open inquiry gets its topic anew."""
    if house.staff is None:
        return
    await group(session, house)
    before = await service.value(session, HOME)
    # Of several programs that start one goes on.
    if not await service.first(session, HOME, str(house.staff), house.now()) or before is None:
        return
    # The numbers of the old group's topics may be those of other topics here.
    await inquiries.lose_threads(session)
    await letters.unlink_group(session)
    for one in await inquiries.in_states(session, house.database.secrets):
        await troubles.again(session, house, one.number)


async def move(session: AsyncSession, house: House, new_chat: int) -> None:
    """Keep the new id of the staff's group, in which messages are counted anew."""
    if await group(session, house) == new_chat:
        return
    await service.set_value(session, f"{GROUP} {house.staff}", str(new_chat), house.now())
    await letters.unlink_group(session)
    house.groups.add(new_chat)
