"""The inbox: raw updates are stored and committed before they are acknowledged, then handled in lanes."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any

from bot.application import Assembled
from bot.receiving.handling import PAUSE, Handling
from bot.receiving.lanes import MOST, Lanes
from bot.receiving.metrics import Metrics
from bot.receiving.replica import Replica
from bot.receiving.writer import Writer
from bot.storage import journal, updates
from bot.storage.database import is_away
from bot.storage.journal import Journal
from bot.storage.updates import Waiting
from bot.storage.writing import Row

log = logging.getLogger(__name__)
# Lanes that are looked for at a time.
MOST_FOUND = 1000
# Seconds after which the inbox looks for what it cannot know of: alone (something was replayed beside us),
# beside others (what a dead one left), with something left in the database, or wanted from another replica.
ALONE, BESIDE, BEHIND, WANTED = 5.0, 1.0, 0.05, 0.1


class Inbox:
    """Takes raw updates and handles them in lanes; `quiet` while nothing waits or is in hand."""

    def __init__(self, assembled: Assembled, pause: float = PAUSE) -> None:
        self._assembled = assembled
        self._database = assembled.ground.database
        self.metrics = Metrics()
        # Telegram answered the latest poll.
        self.heard = False
        self.quiet = asyncio.Event()
        self._changed = asyncio.Event()
        self._lanes = Lanes(self._handle, self._changed)
        self._replica = Replica(self._database) if self._database.is_shared else None
        self._writer = Writer(self._database, self._journal(), self._lanes, assembled.house.glances)
        self._handling = Handling(assembled, self._writer, self.metrics, pause)
        self._next: int | None = None
        self._looked = float("-inf")
        self._stopping = False

    @property
    def bot_id(self) -> int:
        """The bot whose updates these are."""
        return self._assembled.bot.id

    async def take(self, raw: Sequence[Mapping[str, Any]]) -> None:
        """Store raw updates and commit; only then may they be acknowledged."""
        self.quiet.clear()
        now = self._assembled.ground.now()
        came = [one for one in raw if updates.is_numbered(one)]
        kept = [(one, row) for one in came if (row := self._row(one, now)) is not None]
        rows = [row for _, row in kept]
        stored = [Waiting(one["update_id"], row["lane"], dict(one), 0, received=now) for one, row in kept]
        try:
            if rows:
                await self._joined()
                self._handling.newest = max(self._handling.newest, *(row["update_id"] for row in rows))
                await self._writer.store(rows, stored)
        finally:
            self._changed.set()
        numbers = [one["update_id"] + 1 for one in came]
        self._next = max([*numbers, self._next or 0]) if numbers else self._next

    def _row(self, raw: Mapping[str, Any], now: datetime) -> Row | None:
        """Return an update as the row that keeps it; None for one that cannot be written, however it came."""
        try:
            return updates.row_of(self._database.secrets, self.bot_id, raw, now)
        except (RecursionError, ValueError) as error:
            log.warning("inbox.not_kept update=%d kind=%s", raw["update_id"], type(error).__name__)
            return None

    async def next_offset(self) -> int | None:
        """Return the first update id that is not stored yet, or None before the first update."""
        if self._next is None:
            newest = await self._database.look(partial(journal.newest, bot=self.bot_id))
            self._next = None if newest is None else newest + 1
        return self._next

    async def work(self) -> None:
        """Handle what waits until stopped; begins with what an earlier run left behind."""
        watching = asyncio.create_task(self._watch(), name="replica")
        try:
            while not self._stopping:
                if watching.done():
                    watching.result()
                await self.empty()
                self._handling.forget_blocked()
                if not self._busy:
                    self.quiet.set()
                await self._more()
            await self._lanes.finish()
            await self._writer.finish()
        finally:
            await self._lanes.drop()
            await self._writer.drop()
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
            await self._leave()

    def stop(self) -> None:
        """Take up no further update; those in hand are finished."""
        self._stopping = True
        self._writer.holding.closing = True
        self._changed.set()

    async def empty(self) -> None:
        """Handle all that waits, until nothing waits or is in hand."""
        if self._stopping:
            return
        self._lanes.open()
        while not self._stopping:
            self._changed.clear()
            self._lanes.check()
            await self._look()
            if not self._busy:
                return
            await self._more()

    @property
    def _busy(self) -> bool:
        holding = self._writer.holding
        return bool(holding.behind or holding.elsewhere or not self._lanes.idle or not self._writer.idle)

    async def _more(self) -> None:
        """Wait for a change, or until it is time to look for what nobody tells of."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._pause()):
                await self._changed.wait()

    def _pause(self) -> float:
        holding = self._writer.holding
        if holding.elsewhere:
            return WANTED
        if holding.behind:
            return BEHIND
        return ALONE if self._replica is None else BESIDE

    async def _look(self) -> None:
        """Find what waits and is not in memory, when it is time to."""
        now = asyncio.get_running_loop().time()
        if now - self._looked < self._pause() or self._lanes.room < MOST // 2:
            return
        self._looked = now
        try:
            await self._find()
        except Exception as error:
            if not is_away(error):
                raise
            log.warning("inbox.database_away kind=%s", type(error).__name__)

    async def _find(self) -> None:
        await self._joined()
        holding, left = self._writer.holding, self._writer.holding.left
        found = await self._database.look(partial(self._writer.journal.lanes, most=MOST_FOUND))
        unseen = [lane for lane in found if lane not in self._lanes]
        wanted = {*unseen[: self._lanes.room], *holding.elsewhere}
        if wanted:
            await self._writer.take(wanted)
        if holding.left == left and len(found) < MOST_FOUND and len(unseen) <= self._lanes.room:
            holding.behind = False

    async def _handle(self, one: Waiting) -> float | None:
        self.metrics.lanes.set(self._lanes.in_hand)
        return await self._handling.handle(one)

    def _journal(self) -> Journal:
        name = None if self._replica is None else self._replica.name
        return Journal(self._database.secrets, self.bot_id, name)

    async def _joined(self) -> None:
        if self._replica is not None and not self._stopping:
            await self._replica.join()

    async def _watch(self) -> None:
        """Take up newer editions before anybody asks, and keep this replica known to the others."""
        while True:
            try:
                await self._assembled.house.assistant.library.refresh()
            except Exception as error:
                if not is_away(error):
                    raise
            if self._replica is not None and not await self._replica.lives():
                # The others thought us dead and may have taken over: what is not in hand is theirs.
                self._lanes.forget()
                self._writer.renew(self._journal())
                self._changed.set()
            await asyncio.sleep(BESIDE)

    async def _leave(self) -> None:
        if self._replica is not None:
            await self._replica.leave()
