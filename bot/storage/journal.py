"""The inbox's one transaction: what came is stored, what is done is marked, lanes are claimed and let go.

Where replicas share the database a lane belongs to the one whose claim stands, so that its updates stay in
order and none is handled by two. Who reads a lane after claiming it sees all that others stored before.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    any_,
    bindparam,
    delete,
    func,
    select,
    true,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.prepared import Prepared
from bot.storage.replicas import is_known
from bot.storage.secrets import Secrets
from bot.storage.tables import claims, conversations, questions, replicas, updates
from bot.storage.updates import HANDLED, Waiting
from bot.storage.writing import Row


@dataclass(frozen=True, slots=True)
class Note:
    """What is kept of an answered question: where its conversation stands, and what became of it."""

    conversation: Row
    question: Row


@dataclass(slots=True)
class Batch:
    """What one transaction does, in this order."""

    done: list[int] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    wanted: set[str] = field(default_factory=set)
    released: set[str] = field(default_factory=set)
    most: int = 64


@dataclass(frozen=True, slots=True)
class Committed:
    """What came of it: the updates that are new, the lanes that are ours, and what waits in them."""

    new: set[int]
    claimed: set[str]
    found: list[Waiting]


@dataclass(frozen=True, slots=True)
class Journal:
    """The transactions of one bot's inbox; `replica` is None where no other shares the database."""

    secrets: Secrets
    bot: int
    replica: str | None

    def commit(self, connection: Connection, batch: Batch) -> Committed:
        """Do a batch."""
        if batch.done:
            _DONE.rows(connection, [{"b_bot": self.bot, "b_id": one} for one in sorted(batch.done)])
        if batch.notes:
            _keep(connection, batch.notes)
        new = _store(connection, batch.rows)
        claimed = self._claim(connection, batch.wanted)
        found = self._waiting(connection, claimed, batch.most)
        self._release(connection, batch.released)
        return Committed(new, claimed, found)

    def lanes(self, connection: Connection, most: int) -> list[str]:
        """Return lanes that no other replica holds and in which something waits, the longest wait first."""
        waits = (updates.c.bot == self.bot) & (updates.c.state == "waiting")
        query = select(updates.c.lane).where(waits).group_by(updates.c.lane)
        if self.replica is not None:
            others = select(claims.c.lane).where(claims.c.bot == self.bot, claims.c.replica != self.replica)
            query = query.where(updates.c.lane.not_in(others))
        return list(connection.scalars(query.order_by(func.min(updates.c.update_id)).limit(most)))

    def _claim(self, connection: Connection, lanes: Collection[str]) -> set[str]:
        if self.replica is None or not lanes:
            return set(lanes)
        if connection.dialect.name == "postgresql":
            asked = {"b_bot": self.bot, "b_replica": self.replica, "b_lanes": sorted(lanes)}
            return set(connection.scalars(_claimed_at_once(), asked))
        if not is_known(connection, self.replica):
            # The others think us dead: what we claimed now nobody would ever free.
            return set()
        # In one order everywhere, so that two replicas never wait for each other.
        rows = [{"bot": self.bot, "lane": lane, "replica": self.replica} for lane in sorted(lanes)]
        _inserted(connection, "claims").rows(connection, rows)
        mine = select(claims.c.lane).where(claims.c.bot == self.bot, claims.c.replica == self.replica)
        return set(connection.scalars(mine.where(claims.c.lane.in_(lanes))))

    def _waiting(self, connection: Connection, lanes: Collection[str], most: int) -> list[Waiting]:
        if not lanes:
            return []
        rows = connection.execute(_FIRST, {"b_bot": self.bot, "b_lanes": list(lanes), "b_most": most})
        return [
            Waiting(
                row.update_id,
                row.lane,
                json.loads(self.secrets.decrypt(row.body)),
                row.attempts,
                received=row.received_at,
            )
            for row in rows
        ]

    def _release(self, connection: Connection, lanes: Collection[str]) -> None:
        if self.replica is not None and lanes:
            rows = [{"b_bot": self.bot, "b_lane": lane, "b_replica": self.replica} for lane in sorted(lanes)]
            connection.execute(_RELEASED, rows)


_DONE = Prepared(
    update(updates)
    .where(updates.c.bot == bindparam("b_bot"), updates.c.update_id == bindparam("b_id"))
    .values(HANDLED)
)
_RELEASED = delete(claims).where(
    claims.c.bot == bindparam("b_bot"),
    claims.c.lane == bindparam("b_lane"),
    claims.c.replica == bindparam("b_replica"),
)
_PLACE = func.row_number().over(partition_by=updates.c.lane, order_by=updates.c.update_id).label("place")
_RANKED = (
    select(*(updates.c[name] for name in ("update_id", "lane", "body", "attempts", "received_at")), _PLACE)
    .where(
        updates.c.bot == bindparam("b_bot"),
        updates.c.state == "waiting",
        updates.c.lane.in_(bindparam("b_lanes", expanding=True)),
    )
    .subquery()
)
_FIRST = select(_RANKED).where(_RANKED.c.place <= bindparam("b_most")).order_by(_RANKED.c.update_id)
_TABLES = {"claims": claims, "questions": questions, "conversations": conversations, "updates": updates}


@cache
def _claimed_at_once() -> Select[tuple[str]] | CompoundSelect[tuple[str]]:
    """Return the statement that claims lanes for a replica that is known, and tells which are its own.

    All of `_claim` in one round trip: each is a tenth of what an update costs on a server.
    """
    known = select(replicas.c.replica).where(replicas.c.replica == bindparam("b_replica"))
    me = known.with_for_update(read=True, key_share=True).cte("me")
    lanes: ColumnElement[Any] = bindparam("b_lanes", type_=postgresql.ARRAY(claims.c.lane.type))
    # In one order everywhere, so that two replicas never wait for each other.
    wanted = select(func.unnest(lanes).label("lane")).subquery()
    bot: ColumnElement[Any] = bindparam("b_bot", type_=claims.c.bot.type)
    rows = (
        select(bot, wanted.c.lane, me.c.replica).select_from(wanted.join(me, true())).order_by(wanted.c.lane)
    )
    new = (
        postgresql.insert(claims)
        .from_select(["bot", "lane", "replica"], rows)
        .on_conflict_do_nothing()
        .returning(claims.c.lane)
        .cte("new")
    )
    mine = select(claims.c.lane).join(me, me.c.replica == claims.c.replica)
    return select(new.c.lane).union_all(mine.where(claims.c.bot == bot, claims.c.lane == any_(lanes)))


def _inserted(connection: Connection, table: str) -> Prepared:
    return _insert(connection.dialect.name, table)


@cache
def _insert(dialect: str, table: str) -> Prepared:
    """Return the insert that leaves a row alone which is there; a conversation's is replaced."""
    build = postgresql.insert if dialect == "postgresql" else sqlite.insert
    insert: sqlite.Insert | postgresql.Insert = build(_TABLES[table])
    if table == "updates":
        return Prepared(insert.on_conflict_do_nothing().returning(updates.c.update_id))
    if table != "conversations":
        return Prepared(insert.on_conflict_do_nothing())
    fresh = {
        column.name: insert.excluded[column.name] for column in conversations.c if not column.primary_key
    }
    return Prepared(insert.on_conflict_do_update(index_elements=["conversation"], set_=fresh))


def _keep(connection: Connection, notes: Sequence[Note]) -> None:
    by_key = {note.conversation["conversation"]: note.conversation for note in notes}
    _inserted(connection, "conversations").rows(connection, [by_key[key] for key in sorted(by_key)])
    _inserted(connection, "questions").rows(connection, [note.question for note in notes])


def _store(connection: Connection, rows: Sequence[Row]) -> set[int]:
    """Store updates; returns the ids of those that are new."""
    if not rows:
        return set()
    in_order = sorted(rows, key=lambda row: int(row["update_id"]))
    return {number for (number,) in _inserted(connection, "updates").rows(connection, in_order)}


def failed(connection: Connection, bot: int, update_id: int, reason: str) -> int:
    """Count a failed attempt, returns how many; `reason` is the failure's name, never a text with data."""
    one = (updates.c.bot == bot) & (updates.c.update_id == update_id)
    change = update(updates).where(one).values(attempts=updates.c.attempts + 1, reason=reason[:200])
    return connection.scalar(change.returning(updates.c.attempts)) or 0


def park(connection: Connection, bot: int, update_id: int, reason: str) -> None:
    """Put a waiting update aside, so that the rest of its lane goes on."""
    one = (updates.c.bot == bot) & (updates.c.update_id == update_id) & (updates.c.state == "waiting")
    connection.execute(update(updates).where(one).values(state="parked", reason=reason[:200]))


def newest(connection: Connection, bot: int) -> int | None:
    """Find the highest update id ever stored."""
    highest: int | None = connection.scalar(select(func.max(updates.c.update_id)).where(updates.c.bot == bot))
    return highest
