"""The inbox: raw updates by their id, kept until they are handled."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import people
from bot.storage.secrets import Secrets
from bot.storage.tables import updates
from bot.storage.writing import changed, insert_into

log = logging.getLogger(__name__)
# As far as a database can count.
LAST = 1 << 63

# What was said is forgotten with the answer; the id stays, so that it is not handled twice.
HANDLED = {"state": "done", "body": None, "lane": None, "person": None}


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that is not handled yet; updates of one lane go in order."""

    update_id: int
    lane: str
    body: dict[str, Any]
    attempts: int
    reason: str | None = None
    received: datetime | None = None


def lane_of(raw: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Find the chat's and the person's id in a raw update of any kind."""
    found = [value for key, value in raw.items() if key != "update_id" and isinstance(value, Mapping)]
    if not found:
        return None, None
    part = found[0]
    chat = _id_at(part, "chat") or _id_at(part, "message", "chat") or _id_at(part, "voter_chat")
    person = _id_at(part, "from") or _id_at(part, "user") or _id_at(part, "source", "user")
    return chat, person or _id_at(part, "boost", "source", "user")


async def store(
    session: AsyncSession,
    secrets: Secrets,
    bot_id: int,
    updates_in: Sequence[Mapping[str, Any]],
    now: datetime,
) -> list[int]:
    """Store raw updates; returns the ids of those that are new, in order."""
    rows = [row_of(secrets, bot_id, raw, now) for raw in updates_in if is_numbered(raw)]
    if not rows:
        return []
    insert = insert_into(session, updates).on_conflict_do_nothing().returning(updates.c.update_id)
    return sorted(await session.scalars(insert, rows))


async def waiting(session: AsyncSession, secrets: Secrets, bot_id: int) -> list[Waiting]:
    """Read what waits to be handled, in order."""
    return await _in_state(session, secrets, bot_id, "waiting")


async def parked(session: AsyncSession, secrets: Secrets, bot_id: int) -> list[Waiting]:
    """Read what was put aside, in order."""
    return await _in_state(session, secrets, bot_id, "parked")


async def handled(session: AsyncSession, bot_id: int, update_id: int) -> None:
    """Mark an update as done; only its id and state remain."""
    await session.execute(update(updates).where(_one(bot_id, update_id)).values(HANDLED))


async def failed(session: AsyncSession, bot_id: int, update_id: int, reason: str) -> int:
    """Count a failed attempt, returns how many; `reason` is the failure's name, never a text with data."""
    change = update(updates).where(_one(bot_id, update_id))
    counted = change.values(attempts=updates.c.attempts + 1, reason=reason[:200])
    return await session.scalar(counted.returning(updates.c.attempts)) or 0


async def park(session: AsyncSession, bot_id: int, update_id: int, reason: str) -> None:
    """Put a waiting update aside, so that the rest of its lane goes on."""
    waits = _one(bot_id, update_id) & (updates.c.state == "waiting")
    await session.execute(update(updates).where(waits).values(state="parked", reason=reason[:200]))


async def replay(session: AsyncSession, bot_id: int, update_id: int) -> bool:
    """Let a parked update wait again, with its attempts counted anew; False when it is not parked."""
    aside = _one(bot_id, update_id) & (updates.c.state == "parked")
    again = update(updates).where(aside).values(state="waiting", attempts=0, reason=None)
    return await changed(session, again) > 0


async def counted(session: AsyncSession, bot_id: int) -> tuple[int, int]:
    """Count what waits and what is parked."""
    undone = (updates.c.bot == bot_id) & updates.c.state.in_(("waiting", "parked"))
    query = select(updates.c.state, func.count().label("rows")).where(undone).group_by(updates.c.state)
    found: dict[str, int] = {row.state: row.rows for row in await session.execute(query)}
    return found.get("waiting", 0), found.get("parked", 0)


async def newest(session: AsyncSession, bot_id: int) -> int | None:
    """Find the highest update id ever stored."""
    query = select(func.max(updates.c.update_id)).where(updates.c.bot == bot_id)
    highest: int | None = await session.scalar(query)
    return highest


async def sweep(session: AsyncSession, before: datetime) -> int:
    """Delete handled rows older than `before`, each bot's newest excepted; returns how many."""
    later = updates.alias("later")
    highest = select(func.max(later.c.update_id)).where(later.c.bot == updates.c.bot).scalar_subquery()
    old = (updates.c.state == "done") & (updates.c.received_at < before) & (updates.c.update_id < highest)
    return await changed(session, delete(updates).where(old))


async def _in_state(session: AsyncSession, secrets: Secrets, bot_id: int, state: str) -> list[Waiting]:
    return await _read(session, secrets, (updates.c.bot == bot_id) & (updates.c.state == state))


async def _read(session: AsyncSession, secrets: Secrets, wanted: ColumnElement[bool]) -> list[Waiting]:
    rows = await session.execute(select(updates).where(wanted).order_by(updates.c.update_id))
    return [
        Waiting(row.update_id, row.lane, json.loads(secrets.decrypt(row.body)), row.attempts, row.reason)
        for row in rows
    ]


def row_of(secrets: Secrets, bot_id: int, raw: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return a raw update as the row that keeps it."""
    chat, person = lane_of(raw)
    return {
        "bot": bot_id,
        "update_id": raw["update_id"],
        "state": "waiting",
        "attempts": 0,
        "reason": None,
        "received_at": now,
        "lane": secrets.hash("lane", chat, person),
        "person": None if person is None else people.key_of(secrets, person),
        "body": secrets.encrypt(json.dumps(raw)),
    }


def is_numbered(raw: Mapping[str, Any]) -> bool:
    """Tell whether an update can be kept; says so in the log where it cannot."""
    number = raw.get("update_id")
    if type(number) is int and 0 <= number < LAST:
        return True
    log.warning("inbox.unnumbered")
    return False


def _id_at(part: Any, *path: str) -> int | None:
    for key in path:
        part = part.get(key) if isinstance(part, Mapping) else None
    number = part.get("id") if isinstance(part, Mapping) else None
    return number if isinstance(number, int) else None


def _one(bot_id: int, update_id: int) -> ColumnElement[bool]:
    return (updates.c.bot == bot_id) & (updates.c.update_id == update_id)
