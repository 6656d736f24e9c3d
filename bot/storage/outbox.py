"""The outbox: what is to be sent to other chats, written with its cause, each lane strictly in order."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import people
from bot.storage.desk_tables import outbox
from bot.storage.secrets import Secrets
from bot.storage.writing import changed, insert_into

TO_PERSON, TO_STAFF = 0, 1
# The staff's topic outside of all inquiries.
GENERAL = "general"
_DONE = {"body": None, "person": None, "claimed_at": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What is to be sent: `act` tells how, `user` to whom; without a user it goes to the staff."""

    act: str
    user: int | None = None
    inquiry: str | None = None
    letter: int | None = None
    body: Mapping[str, Any] = field(default_factory=dict)
    cause: str | None = None
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted(Parcel):
    """A parcel as it stands in the outbox."""

    id: int
    state: str
    attempts: int
    made: datetime
    reason: str | None


async def add(session: AsyncSession, secrets: Secrets, parcel: Parcel, now: datetime) -> None:
    """Put a parcel into the outbox; one whose cause was seen already changes nothing."""
    user = parcel.user
    row = {
        "lane": lane_of(secrets, user, parcel.inquiry),
        "rank": TO_STAFF if user is None else TO_PERSON,
        "act": parcel.act,
        "inquiry": parcel.inquiry,
        "letter": parcel.letter,
        "person": None if user is None else people.key_of(secrets, user),
        "cause": parcel.cause,
        "state": "waiting",
        "body": secrets.seal({"user": user, **parcel.body}),
        "made_at": now,
        "due_at": parcel.due or now,
        "attempts": 0,
    }
    await session.execute(insert_into(session, outbox).values(row).on_conflict_do_nothing())


def lane_of(secrets: Secrets, user: int | None, inquiry: str | None) -> str:
    """Name the lane of a person's chat, or of one inquiry's topic."""
    return secrets.hash("outbox", user if user is not None else inquiry or GENERAL)


async def heads(session: AsyncSession, secrets: Secrets, now: datetime, most: int) -> list[Posted]:
    """Read what may be sent now: the first of each lane, those to persons before those to the staff."""
    alive = outbox.c.state.in_(("waiting", "sending"))
    first = select(func.min(outbox.c.id)).where(alive).group_by(outbox.c.lane)
    wanted = outbox.c.id.in_(first) & (outbox.c.state == "waiting") & (outbox.c.due_at <= now)
    return await _read(session, secrets, wanted, most)


async def claim(session: AsyncSession, number: int, now: datetime) -> bool:
    """Mark a parcel as being sent; False where another did."""
    waits = (outbox.c.id == number) & (outbox.c.state == "waiting")
    mine = update(outbox).where(waits).values(state="sending", claimed_at=now)
    return await changed(session, mine) > 0


async def sent(session: AsyncSession, number: int) -> None:
    """Mark a parcel as sent; what it held is forgotten."""
    await session.execute(update(outbox).where(outbox.c.id == number).values(state="sent", **_DONE))


async def fail(session: AsyncSession, number: int, reason: str) -> None:
    """Mark a parcel as one that cannot be sent; what it held is forgotten."""
    final = {"state": "failed", "reason": reason[:200], **_DONE}
    await session.execute(update(outbox).where(outbox.c.id == number).values(final))


async def again(session: AsyncSession, number: int, due: datetime, reason: str) -> None:
    """Let a parcel wait until it is tried again."""
    later = {"state": "waiting", "due_at": due, "reason": reason[:200], "attempts": outbox.c.attempts + 1}
    await session.execute(update(outbox).where(outbox.c.id == number).values(later))


async def doubt(session: AsyncSession, number: int, reason: str) -> None:
    """Mark a parcel as one that may have arrived."""
    unsure = {"state": "uncertain", "reason": reason[:200], "claimed_at": None}
    await session.execute(update(outbox).where(outbox.c.id == number).values(unsure))


async def lapsed(session: AsyncSession, secrets: Secrets, before: datetime) -> list[Posted]:
    """Read what was being sent by a program that died."""
    return await _read(session, secrets, (outbox.c.state == "sending") & (outbox.c.claimed_at < before), 1000)


async def next_due(session: AsyncSession) -> datetime | None:
    """Return when the next waiting parcel may be sent."""
    due: datetime | None = await session.scalar(
        select(func.min(outbox.c.due_at)).where(outbox.c.state == "waiting")
    )
    return due


async def hasten(session: AsyncSession, now: datetime) -> None:
    """Let everything that waits for the staff's group be tried now."""
    waits = (outbox.c.state == "waiting") & (outbox.c.rank == TO_STAFF)
    await session.execute(update(outbox).where(waits).values(due_at=now))


async def clear_topic(session: AsyncSession, inquiry: str) -> None:
    """Take out what waits for an inquiry's topic, which is to be made again with all of it."""
    waits = outbox.c.state.in_(("waiting", "sending")) & (outbox.c.rank == TO_STAFF)
    gone = update(outbox).where(waits & (outbox.c.inquiry == inquiry))
    await session.execute(gone.values(state="failed", reason="topic gone", **_DONE))


async def count(session: AsyncSession, states: Collection[str]) -> int:
    """Count the parcels in these states."""
    return await session.scalar(select(func.count()).where(outbox.c.state.in_(states))) or 0


async def listing(session: AsyncSession, secrets: Secrets, states: Collection[str]) -> list[Posted]:
    """Read the parcels in these states, in order."""
    return await _read(session, secrets, outbox.c.state.in_(states), 1000)


async def resend(session: AsyncSession, number: int, now: datetime) -> bool:
    """Let an uncertain parcel be sent again; False where it is none."""
    unsure = (outbox.c.id == number) & (outbox.c.state == "uncertain")
    return await changed(session, update(outbox).where(unsure).values(state="waiting", due_at=now)) > 0


async def discard(session: AsyncSession, number: int) -> bool:
    """Let an uncertain or waiting parcel go unsent; False where it is none."""
    there = (outbox.c.id == number) & outbox.c.state.in_(("uncertain", "waiting"))
    gone = update(outbox).where(there).values(state="failed", reason="discarded", **_DONE)
    return await changed(session, gone) > 0


async def _read(
    session: AsyncSession, secrets: Secrets, wanted: ColumnElement[bool], most: int
) -> list[Posted]:
    rows = await session.execute(
        select(outbox).where(wanted).order_by(outbox.c.rank, outbox.c.id).limit(most)
    )
    return [
        Posted(
            id=row.id,
            act=row.act,
            user=(body := secrets.unseal(row.body)).pop("user"),
            inquiry=row.inquiry,
            letter=row.letter,
            body=body,
            cause=row.cause,
            due=row.due_at,
            state=row.state,
            attempts=row.attempts,
            made=row.made_at,
            reason=row.reason,
        )
        for row in rows
    ]
