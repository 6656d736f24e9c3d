"""Receipts: whoever wrote sees by a reaction that it arrived; the reader's copy is remembered for edits."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.context import House
from bot.storage import inquiries, letters, outbox
from bot.storage.outbox import Parcel, Posted

SEEN, DELIVERED = "👀", "👍"


async def arrived(session: AsyncSession, house: House, one: Posted, made: int) -> None:
    """Note where a letter's reader has it, and let its writer know, once."""
    secrets = house.database.secrets
    letter = await letters.load(session, secrets, one.letter or 0)
    inquiry = await inquiries.load(session, secrets, one.inquiry or "")
    if letter is None or inquiry is None or one.body.get("again"):
        return
    if one.act == "letter":
        await letters.set_copy(session, letter.id, made)
    # What was written on the command line has no message in the group to be marked.
    if letter.source > 0:
        user = inquiry.who.id if letter.side == letters.PERSON else None
        body = {"message": letter.source, "emoji": SEEN if user else DELIVERED}
        parcel = Parcel(act="react", user=user, inquiry=inquiry.number, body=body)
        await outbox.add(session, secrets, parcel, house.now())
