"""The inbox: raw updates are stored and committed before they are acknowledged, then handled in order.

What fails for a passing reason is tried again; what cannot be parsed or keeps failing is parked, and the
rest goes on. A reply that was on its way when the program died may be sent twice; none is lost.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from telegram import Update
from telegram.error import Forbidden, RetryAfter, TelegramError

from bot.application import Assembled
from bot.chat.trouble import apologise
from bot.sending.transport import Fate, fate_of
from bot.storage import updates
from bot.storage.updates import Waiting

log = logging.getLogger(__name__)
# A failure that comes three times is not passing: the update is parked for a person to look at.
MOST_ATTEMPTS = 3
# Seconds between attempts; Telegram's own retry_after goes first.
PAUSE = 0.5


class Inbox:
    """Takes raw updates and handles them one after the other."""

    def __init__(self, assembled: Assembled, pause: float = PAUSE) -> None:
        self._assembled = assembled
        self._database = assembled.ground.database
        self._pause = pause
        self._came = asyncio.Event()
        self._stopping = False
        self.quiet = asyncio.Event()

    @property
    def bot_id(self) -> int:
        """The bot whose updates these are."""
        return self._assembled.bot.id

    async def take(self, raw: Sequence[Mapping[str, Any]]) -> None:
        """Store raw updates and commit; only then may they be acknowledged."""
        now = self._assembled.ground.now()
        async with self._database.begin() as session:
            new = await updates.store(session, self._database.secrets, self.bot_id, raw, now)
        if new:
            self.quiet.clear()
            self._came.set()

    async def next_offset(self) -> int | None:
        """Return the first update id that is not stored yet, or None before the first update."""
        async with self._database.begin() as session:
            newest = await updates.newest(session, self.bot_id)
        return None if newest is None else newest + 1

    async def work(self) -> None:
        """Handle what waits until stopped; begins with what an earlier run left behind."""
        self._came.set()
        while not self._stopping:
            await self._came.wait()
            self._came.clear()
            await self.empty()
            if not self._came.is_set():
                self.quiet.set()

    def stop(self) -> None:
        """Take up no further update; the one in hand is finished."""
        self._stopping = True
        self._came.set()

    async def empty(self) -> None:
        """Handle all that waits now."""
        async with self._database.begin() as session:
            waiting = await updates.waiting(session, self._database.secrets, self.bot_id)
        for one in waiting:
            if self._stopping:
                return
            await self._handle(one)

    async def _handle(self, one: Waiting) -> None:
        update = self._parsed(one.body)
        if update is None:
            await self._park(one, "unparsable")
            return
        error = await self._process(update)
        attempts = one.attempts
        while error is not None and not _final(error):
            attempts = await self._failed(one, error)
            if attempts >= MOST_ATTEMPTS:
                break
            await asyncio.sleep(_pause_for(error, self._pause))
            error = await self._process(update)
        if error is None or isinstance(error, Forbidden):
            await self._done(one)
        else:
            await self._give_up(one, update, error)

    def _parsed(self, body: Mapping[str, Any]) -> Update | None:
        try:
            return Update.de_json(dict(body), self._assembled.bot)
        except Exception as error:  # noqa: BLE001  whatever PTB cannot read is parked, whatever it raises
            log.warning("inbox.unparsable update=%s kind=%s", body.get("update_id"), type(error).__name__)
            return None

    async def _process(self, update: Update) -> Exception | None:
        """Let the duties handle an update; PTB swallows what they raise, the error duty keeps it for us."""
        await self._assembled.app.process_update(update)
        return self._assembled.house.failures.pop(update.update_id, None)

    async def _failed(self, one: Waiting, error: Exception) -> int:
        log.warning("inbox.failed update=%d kind=%s", one.update_id, type(error).__name__)
        async with self._database.begin() as session:
            return await updates.failed(session, self.bot_id, one.update_id, type(error).__name__)

    async def _give_up(self, one: Waiting, update: Update, error: Exception) -> None:
        await self._park(one, type(error).__name__)
        await apologise(self._assembled.house, update)

    async def _park(self, one: Waiting, reason: str) -> None:
        log.error("inbox.parked update=%d reason=%s", one.update_id, reason)
        async with self._database.begin() as session:
            await updates.park(session, self.bot_id, one.update_id, reason)

    async def _done(self, one: Waiting) -> None:
        async with self._database.begin() as session:
            await updates.handled(session, self.bot_id, one.update_id)


def _final(error: Exception) -> bool:
    """Tell whether Telegram said no for good; a failure of our own may pass, a locked database for one."""
    return isinstance(error, TelegramError) and fate_of(error) is Fate.FINAL


def _pause_for(error: Exception, usual: float) -> float:
    if not isinstance(error, RetryAfter):
        return usual
    wait = error.retry_after
    return float(wait if isinstance(wait, int) else wait.total_seconds())
