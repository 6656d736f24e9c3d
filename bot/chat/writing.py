"""Writing: a person's message becomes a letter of their inquiry, on its way to the staff's topic."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message, Update

from bot.chat.content import body_of
from bot.chat.context import House
from bot.chat.times import deadline
from bot.storage import inquiries, letters, outbox, service
from bot.storage.outbox import Parcel
from bot.storage.secrets import Secrets
from bot.storage.states import Event

# An album's parts come as messages of their own, within moments of each other.
GATHERED = timedelta(seconds=2)


async def write(house: House, update: Update, number: str) -> int | None:
    """Keep a person's message and send it on, once; returns the letter, None where there is none to be."""
    message, secrets, now = update.message, house.database.secrets, house.now()
    if message is None or update.effective_user is None:
        return None
    async with house.database.begin() as session:
        inquiry = await inquiries.load(session, secrets, number)
        if inquiry is None or await service.is_banned(session, secrets, update.effective_user.id):
            return None
        letter = await letters.add(
            session,
            secrets,
            inquiry=number,
            side=letters.PERSON,
            source=message.message_id,
            body=body_of(message),
            album=message.media_group_id,
            now=now,
        )
        if letter is None:
            known = await letters.written_by(session, secrets, inquiry.person, message.message_id)
            return known.id if known else None
        due = deadline(now) if house.staff else None
        await inquiries.happened(session, secrets, inquiry, Event.WRITE, now, deadline=due)
        if house.staff is not None:
            await pass_on(session, secrets, Parcel(act="letter", inquiry=number, letter=letter), message, now)
    house.bell.ring()
    return letter


async def pass_on(
    session: AsyncSession, secrets: Secrets, parcel: Parcel, message: Message, now: datetime
) -> None:
    """Put a letter on its way; an album's parts wait for each other, in the database."""
    album = message.media_group_id
    if album is not None:
        # One parcel an album and a moment: parts that come later than its sending get another one.
        moment = int(now.timestamp() // (2 * GATHERED.total_seconds()))
        parcel = Parcel(
            act="album",
            user=parcel.user,
            inquiry=parcel.inquiry,
            letter=parcel.letter,
            body={"album": album},
            cause=f"album:{parcel.inquiry}:{album}:{moment}",
            due=now + GATHERED,
        )
    await outbox.add(session, secrets, parcel, now)
