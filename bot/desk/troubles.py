"""Troubles: what Telegram refused, sorted by its words, and said in the staff's group."""

from sqlalchemy.ext.asyncio import AsyncSession
from telegram.error import Forbidden

from bot.assistant import local_day
from bot.chat.context import House
from bot.desk import rendering
from bot.storage import inquiries, letters, outbox
from bot.storage.outbox import Parcel, Posted

# Telegram tells a topic that is gone by these words only.
TOPIC_GONE = ("thread not found", "topic_deleted", "topic_id_invalid")
NO_RIGHTS = ("not enough rights", "chat_admin_required", "not a forum", "chat not found")
# Not worth a word: what was to be changed is so already, or no longer there.
IDLE = ("not modified", "topic_not_modified", "to react not found", "to edit not found", "reaction_invalid")
# Seconds after which the group is tried again, until somebody gives the bot its rights back.
LATER = 600.0


async def refused(session: AsyncSession, house: House, one: Posted, error: Exception) -> float | None:
    """Note why a parcel was refused; returns the seconds after which it is tried again, if it is."""
    words = str(error).lower()
    if one.user is not None:
        await _not_to_person(session, house, one, error)
        return None
    if any(sign in words for sign in IDLE) or one.act in {"react", "remove"}:
        return None
    if any(sign in words for sign in TOPIC_GONE) and one.act != "topic":
        if one.inquiry is not None and one.act != "delete":
            await again(session, house, one.inquiry)
        return None
    if isinstance(error, Forbidden) or any(sign in words for sign in NO_RIGHTS):
        if not isinstance(error, Forbidden):
            key = "topic.no_forum" if "forum" in words else "topic.no_rights"
            await _general(session, house, key)
        return LATER
    if one.inquiry is not None and one.act in {"letter", "album", "edit"}:
        await line(session, house, one.inquiry, "topic.undelivered_here")
    # Without its topic an inquiry would be lost: that is tried again, whatever stood against it.
    return LATER if one.act == "topic" else None


async def _not_to_person(session: AsyncSession, house: House, one: Posted, error: Exception) -> None:
    if one.inquiry is None or one.act == "react":
        return
    if isinstance(error, Forbidden):
        await line(session, house, one.inquiry, "topic.blocked")
    elif one.act == "delete":
        await letters.delete(session, one.letter or 0, None)
        await line(session, house, one.inquiry, "topic.not_deleted")
    elif one.act in {"letter", "album"}:
        await line(session, house, one.inquiry, "topic.undelivered")


async def line(session: AsyncSession, house: House, inquiry: str, key: str, **params: str) -> None:
    """Say something in an inquiry's topic."""
    if house.staff is not None:
        parcel = Parcel(act="line", inquiry=inquiry, body={"key": key, **params})
        await outbox.add(session, house.database.secrets, parcel, house.now())


async def _general(session: AsyncSession, house: House, key: str) -> None:
    """Say something in the group, once a day."""
    now = house.now()
    parcel = Parcel(act="line", body={"key": key}, cause=f"{key} {local_day(now)}")
    await outbox.add(session, house.database.secrets, parcel, now)


async def again(session: AsyncSession, house: House, number: str) -> None:
    """Make an inquiry's topic again, with its card and all that was written."""
    secrets, now = house.database.secrets, house.now()
    inquiry = await inquiries.load(session, secrets, number)
    if inquiry is None:
        return
    every = await letters.of_inquiry(session, secrets, number)
    await outbox.clear_topic(session, number)
    await inquiries.set_thread(session, number, None)
    await letters.lose_copies(session, number, letters.PERSON)
    parcels = [Parcel(act="topic", inquiry=number), Parcel(act="card", inquiry=number)]
    parcels.append(Parcel(act="line", inquiry=number, body={"key": "topic.again"}))
    parcels += [
        Parcel(act="history", inquiry=number, body={"letters": ids}) for ids in rendering.chunks(every)
    ]
    parcels += [
        Parcel(act="letter", inquiry=number, letter=letter.id, body={"again": letter.side != letters.PERSON})
        for letter in every
        if "file" in letter.body and letter.deleted_at is None
    ]
    for parcel in parcels:
        await outbox.add(session, secrets, parcel, now)
