"""The writer: what came and what is done goes into the database in as few transactions as may be.

Whoever waits for one waits until it is committed; what gathers meanwhile goes together into the next. What is
done is committed again until it succeeds; who brought something new is told when it could not be stored.
"""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection

from bot.receiving.holding import Holding
from bot.receiving.lanes import Lanes
from bot.storage.database import Database, is_away
from bot.storage.glance import Glance, keys_of
from bot.storage.journal import Batch, Committed, Journal, Look, Note
from bot.storage.quick import Work
from bot.storage.updates import Waiting, lane_of
from bot.storage.writing import Row

Found = TypeVar("Found")
log = logging.getLogger(__name__)
# Seconds before what is done is committed again to a database that was away.
PAUSE = 0.3
# Seconds between two transactions, if there is so much to do.
GATHER = 0.003


@dataclass(slots=True, eq=False, kw_only=True)
class _Wish:
    """One thing to be committed, and who waits for it."""

    told: "asyncio.Future[Any]"
    rows: Sequence[Row] = ()
    stored: Sequence[Waiting] = ()
    lanes: frozenset[str] = frozenset()
    ended: Waiting | None = None
    done: bool = False
    note: Note | None = None
    work: Work[Any] | None = None
    patient: bool = True
    result: Any = None


class Writer:
    """Commits wishes in batches, one after the other, and puts what is ours to handle into the lanes."""

    def __init__(
        self, database: Database, journal: Journal, lanes: Lanes, glances: dict[int, Glance]
    ) -> None:
        """`glances` takes what was read along with an update that came."""
        self.journal = journal
        self._lanes = lanes
        self._glances = glances
        self.holding = Holding(lanes, shared=journal.replica is not None)
        self._database = database
        self._wishes: list[_Wish] = []
        self._task: asyncio.Task[None] | None = None
        self._ended = 0.0

    @property
    def idle(self) -> bool:
        """Nothing is being committed."""
        return self._task is None

    async def store(self, rows: Sequence[Row], stored: Sequence[Waiting]) -> None:
        """Store updates; raises what the database raises."""
        await self._wish(rows=rows, stored=stored, patient=False)

    async def done(self, one: Waiting, note: Note | None = None) -> None:
        """Mark an update as handled, with what is kept of it."""
        await self._wish(ended=one, done=True, note=note)

    async def run(self, work: Work[Found], ended: Waiting | None = None) -> Found:
        """Do something else in the same transactions; it may end an update, too."""
        found: Found = await self._wish(work=work, ended=ended)
        return found

    async def take(self, lanes: Iterable[str]) -> None:
        """Claim lanes and read what waits in them, as far as no other replica holds them."""
        await self._wish(lanes=frozenset(lanes), patient=False)

    async def finish(self) -> None:
        """Wait until everything wished for is committed."""
        while self._task is not None:
            await asyncio.wait({self._task})

    async def drop(self) -> None:
        """Let go of what is not committed."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def renew(self, journal: Journal) -> None:
        """Go on under another name: nothing is held any more."""
        self.journal = journal
        self.holding.forget()

    async def _wish(self, **wanted: Any) -> Any:
        wish = _Wish(told=asyncio.get_running_loop().create_future(), **wanted)
        self._wishes.append(wish)
        self._begin()
        return await wish.told

    def _begin(self) -> None:
        if self._task is None:
            self._task = asyncio.create_task(self._work(), name="writer")

    async def _work(self) -> None:
        try:
            while self._wishes or self.holding.idle:
                await self._gather()
                wishes, self._wishes = self._wishes, []
                await self._try(wishes)
        finally:
            self._task = None

    async def _gather(self) -> None:
        """Let wishes gather where one transaction has just ended: under load each carries more of them."""
        loop = asyncio.get_running_loop()
        rest = self._ended + GATHER - loop.time()
        if rest > 0:
            await asyncio.sleep(rest)

    async def _try(self, wishes: Sequence[_Wish]) -> None:
        batch = self._batch(wishes)
        apart = batch.apart and not any(wish.work for wish in wishes)
        try:
            committed = await self._database.commit(partial(self._commit, batch, wishes), apart=apart)
        except Exception as error:  # noqa: BLE001  who waits is told, whatever it was
            await self._failed(batch, wishes, error)
            return
        finally:
            self._ended = asyncio.get_running_loop().time()
        self._glances.update(committed.glances)
        self.holding.learn(batch, committed, [one for wish in wishes for one in wish.stored])
        for wish in wishes:
            if not wish.told.done():
                wish.told.set_result(wish.result)

    def _batch(self, wishes: Sequence[_Wish]) -> Batch:
        batch = Batch()
        for wish in wishes:
            batch.rows.extend(wish.rows)
            batch.wanted |= wish.lanes
            batch.done.extend([wish.ended.update_id] if wish.ended and wish.done else [])
            batch.notes.extend([wish.note] if wish.note else [])
        stored = [one for wish in wishes for one in wish.stored]
        self.holding.choose(batch, stored, [wish.ended for wish in wishes if wish.ended])
        batch.look = self._look(stored)
        return batch

    def _look(self, stored: Sequence[Waiting]) -> Look | None:
        """Return the glance to read along with a single message; what must wait its turn looks later."""
        if self.journal.replica is None or len(stored) != 1 or not self._lanes.idle:
            return None
        one = stored[0]
        chat, person = lane_of(one.body)
        if "message" not in one.body or chat is None or person is None or one.received is None:
            return None
        keys = keys_of(self._database.secrets, chat, person, one.received)
        return Look(one.update_id, one.lane, keys)

    def _commit(self, batch: Batch, wishes: Sequence[_Wish], connection: Connection) -> Committed:
        for wish in wishes:
            if wish.work is not None:
                wish.result = wish.work(connection)
        return self.journal.commit(connection, batch)

    async def _failed(self, batch: Batch, wishes: Sequence[_Wish], error: Exception) -> None:
        away = is_away(error)
        if not away and len(wishes) > 1:
            # One of them cannot be written: the others shall not suffer for it.
            for wish in wishes:
                await self._try([wish])
            return
        self.holding.lost(batch, (one for wish in wishes for one in wish.stored))
        again = [wish for wish in wishes if wish.patient and away]
        for wish in wishes:
            if wish not in again and not wish.told.done():
                wish.told.set_exception(error)
        if away:
            log.warning("inbox.database_away kind=%s", type(error).__name__)
            await asyncio.sleep(PAUSE)
        self._wishes = [*again, *self._wishes]
