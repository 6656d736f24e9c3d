"""The inbox's one transaction: what came is stored, what is done is marked, lanes are claimed and let go.

Where replicas share the database a lane belongs to the one whose claim stands, so that its updates stay in
order and none is handled by two. Who reads a lane after claiming it sees all that others stored before.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, select, update
from sqlalchemy.dialects import sqlite

from bot.storage import at_once
from bot.storage.glance import SEEN, Glance, read
from bot.storage.prepared import Prepared
from bot.storage.replicas import is_known
from bot.storage.secrets import Secrets
from bot.storage.tables import claims, conversations, questions, updates
from bot.storage.updates import HANDLED, Waiting
from bot.storage.writing import Row


@dataclass(frozen=True, slots=True)
class Note:
    """What is kept of an answered question: where its conversation stands, and what became of it."""

    conversation: Row
    question: Row


@dataclass(frozen=True, slots=True)
class Look:
    """A glance that is read along with what waits in a lane, for the update that has just come there."""

    update_id: int
    lane: str
    keys: Mapping[str, object]


@dataclass(slots=True)
class Batch:
    """What one transaction does, in this order; `look` saves a round trip where little comes."""

    done: list[int] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    wanted: set[str] = field(default_factory=set)
    released: set[str] = field(default_factory=set)
    most: int = 64
    look: Look | None = None

    @property
    def comes(self) -> bool:
        """Tell whether anything is stored or claimed."""
        return bool(self.rows or self.wanted)

    @property
    def apart(self) -> bool:
        """Tell whether it only ends something, or only brings something: then no statement needs another."""
        return not (self.comes and (self.done or self.notes or self.released))

    @property
    def talks(self) -> list[Row]:
        """Where the conversations stand, the latest of each."""
        latest = {note.conversation["conversation"]: note.conversation for note in self.notes}
        return [latest[key] for key in sorted(latest)]


@dataclass(frozen=True, slots=True)
class Committed:
    """What came of it: the updates that are new, the lanes that are ours, and what waits in them.

    `glances` holds what was read along, by update.
    """

    new: set[int]
    claimed: set[str]
    found: list[Waiting]
    glances: Mapping[int, Glance] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Journal:
    """The transactions of one bot's inbox; `replica` is None where no other shares the database."""

    secrets: Secrets
    bot: int
    replica: str | None

    def commit(self, connection: Connection, batch: Batch) -> Committed:
        """Do a batch."""
        if connection.dialect.name == "postgresql":
            return self._at_once(connection, batch)
        if batch.done:
            _DONE.rows(connection, [{"b_bot": self.bot, "b_id": one} for one in sorted(batch.done)])
        if batch.notes:
            _CONVERSATION.rows(connection, batch.talks)
            _QUESTION.rows(connection, [note.question for note in batch.notes])
        new = _store(connection, batch.rows)
        claimed = self._claim(connection, batch.wanted)
        found = self._waiting(connection, claimed, batch.most)
        self._release(connection, batch.released)
        return Committed(new, claimed, found)

    def _at_once(self, connection: Connection, batch: Batch) -> Committed:
        """Do a batch in as few round trips as may be: one for what ends, two for what comes."""
        end = partial(at_once.end, connection, self.bot, self.replica)
        last = batch.released if batch.comes else set()
        end(batch.done, batch.talks, [note.question for note in batch.notes], batch.released - last)
        new, claimed = at_once.come(connection, self.bot, self.replica, batch.rows, batch.wanted)
        if self.replica is None:
            claimed = batch.wanted
        # A statement of its own, so that it sees all that others stored before the claim.
        if batch.look is not None and claimed == {batch.look.lane}:
            found, glances = self._seen(connection, batch.look, batch.most)
        else:
            found, glances = self._read(at_once.waiting(connection, self.bot, claimed, batch.most)), {}
        end((), (), (), last)
        return Committed(new, claimed, found, glances)

    def _seen(
        self, connection: Connection, look: Look, most: int
    ) -> tuple[list[Waiting], Mapping[int, Glance]]:
        """Read what waits in a lane, with a glance for the update that came, where it is the next one."""
        wanted = {"b_bot": self.bot, "b_lane": look.lane, "b_update": look.update_id, "b_most": most}
        rows = _SEEN.rows(connection, [{**wanted, **look.keys}])
        found = self._read(row[:WIDTH] for row in rows)
        first = found and found[0].update_id == look.update_id
        return found, {look.update_id: read(self.secrets, rows[0][WIDTH:])} if first else {}

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
        if not is_known(connection, self.replica):
            # The others think us dead: what we claimed now nobody would ever free.
            return set()
        # In one order everywhere, so that two replicas never wait for each other.
        rows = [{"bot": self.bot, "lane": lane, "replica": self.replica} for lane in sorted(lanes)]
        _CLAIM.rows(connection, rows)
        mine = select(claims.c.lane).where(claims.c.bot == self.bot, claims.c.replica == self.replica)
        return set(connection.scalars(mine.where(claims.c.lane.in_(lanes))))

    def _waiting(self, connection: Connection, lanes: Collection[str], most: int) -> list[Waiting]:
        if not lanes:
            return []
        rows = connection.execute(_FIRST, {"b_bot": self.bot, "b_lanes": list(lanes), "b_most": most})
        return self._read(row[:5] for row in rows)

    def _read(self, rows: Iterable[Sequence[Any]]) -> list[Waiting]:
        return [
            Waiting(number, lane, json.loads(self.secrets.decrypt(body)), attempts, received=received)
            for number, lane, body, attempts, received in rows
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
_WAITING = tuple(updates.c[name] for name in ("update_id", "lane", "body", "attempts", "received_at"))
WIDTH = len(_WAITING)
_RANKED = (
    select(*_WAITING, _PLACE)
    .where(
        updates.c.bot == bindparam("b_bot"),
        updates.c.state == "waiting",
        updates.c.lane.in_(bindparam("b_lanes", expanding=True)),
    )
    .subquery()
)
_FIRST = select(_RANKED).where(_RANKED.c.place <= bindparam("b_most")).order_by(_RANKED.c.update_id)


_GLANCE = SEEN.subquery("seen")
_SEEN = Prepared(
    select(*_WAITING, *_GLANCE.c)
    .select_from(updates.outerjoin(_GLANCE, updates.c.update_id == bindparam("b_update")))
    .where(
        updates.c.bot == bindparam("b_bot"),
        updates.c.state == "waiting",
        updates.c.lane == bindparam("b_lane"),
    )
    .order_by(updates.c.update_id)
    .limit(bindparam("b_most"))
)


def _left_alone(table: Table) -> Prepared:
    """Return SQLite's insert that leaves a row alone which is there."""
    return Prepared(sqlite.insert(table).on_conflict_do_nothing())


_CLAIM, _QUESTION = _left_alone(claims), _left_alone(questions)
_UPDATE = Prepared(sqlite.insert(updates).on_conflict_do_nothing().returning(updates.c.update_id))
_TALK = sqlite.insert(conversations)
_CONVERSATION = Prepared(
    _TALK.on_conflict_do_update(
        index_elements=["conversation"],
        set_={one.name: _TALK.excluded[one.name] for one in conversations.c if not one.primary_key},
    )
)


def _store(connection: Connection, rows: Sequence[Row]) -> set[int]:
    """Store updates; returns the ids of those that are new."""
    if not rows:
        return set()
    in_order = sorted(rows, key=lambda row: int(row["update_id"]))
    return {number for (number,) in _UPDATE.rows(connection, in_order)}


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
