"""The inbox: raw updates are stored and committed before they are acknowledged, then handled in their lanes.

What fails for a passing reason is tried again; what cannot be parsed or keeps failing is parked, and the
rest goes on. A reply that was on its way when the program died may be sent twice; none is lost.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from telegram import Update
from telegram.error import Forbidden, RetryAfter, TelegramError

from bot.application import Assembled
from bot.chat.trouble import apologise
from bot.receiving.lanes import TURN, Lanes
from bot.sending.transport import Fate, fate_of, seconds_of
from bot.storage import updates
from bot.storage.updates import Waiting

log = logging.getLogger(__name__)
# A failure that comes three times is not passing: the update is parked for a person to look at.
MOST_ATTEMPTS = 3
# Seconds between attempts; Telegram's own retry_after goes first.
PAUSE = 0.5
# Lanes that are looked at for the next turns: more than are ever in hand, so that all come round.
MOST_HEADS = 1000
# Seconds after which an idle inbox looks whether something was replayed.
LOOK_AGAIN = 5.0


class Inbox:
    """Takes raw updates and handles them in lanes; `quiet` while nothing waits or is in hand."""

    def __init__(self, assembled: Assembled, pause: float = PAUSE) -> None:
        self._assembled = assembled
        self._database = assembled.ground.database
        self._pause = pause
        self._came = asyncio.Event()
        self._lanes = Lanes(self._handle, self._came)
        self._blocked: dict[str, int] = {}
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
        try:
            while not self._stopping:
                await self.empty()
                if self._lanes.idle and not self._came.is_set():
                    self._blocked.clear()
                    self.quiet.set()
                await self._more()
            await self._lanes.finish()
        finally:
            await self._lanes.drop()

    def stop(self) -> None:
        """Take up no further update; those in hand are finished."""
        self._stopping = True
        self._came.set()

    async def empty(self) -> None:
        """Handle all that waits, until nothing waits or is in hand."""
        while not self._stopping:
            self._came.clear()
            await self._deal()
            if self._lanes.idle:
                return
            await self._came.wait()
            self._lanes.check()

    async def _more(self) -> None:
        """Wait for an update; now and then look anyway, for a parked one may be replayed beside us."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_AGAIN):
                await self._came.wait()

    async def _deal(self) -> None:
        """Give the free places to the lanes whose turn it is."""
        if not self._lanes.free:
            return
        async with self._database.begin() as session:
            waiting = await updates.heads(session, self.bot_id, MOST_HEADS + self._lanes.resting)
            lanes = self._lanes.next_of(waiting)
            found = await updates.of_lanes(session, self._database.secrets, self.bot_id, lanes, TURN)
        if found:
            self.quiet.clear()
        self._lanes.begin(found)

    async def _handle(self, one: Waiting) -> float | None:
        """Handle an update; returns the seconds after which its lane goes on with it again."""
        if self._is_gone(one):
            await self._done(one)
            return None
        update = self._parsed(one.body)
        if update is None:
            await self._park(one, "unparsable")
            return None
        error = await self._process(update)
        if error is None:
            await self._done(one)
        elif isinstance(error, Forbidden):
            await self._gone(one)
        elif isinstance(error, RetryAfter):
            # Refused before any effect: Telegram names the time, and nothing counts as failed.
            log.warning("inbox.held_up update=%d", one.update_id)
            return seconds_of(error)
        elif _final(error) or await self._failed(one, error) >= MOST_ATTEMPTS:
            await self._give_up(one, update, error)
        else:
            return self._pause
        return None

    def _is_gone(self, one: Waiting) -> bool:
        """Tell whether the lane's person blocked the bot after this update, and has not come back since."""
        if one.update_id <= self._blocked.get(one.lane, -1) and not _returned(one.body):
            return True
        self._blocked.pop(one.lane, None)
        return False

    async def _gone(self, one: Waiting) -> None:
        """Note that nothing stored until now can be answered in this lane."""
        await self._done(one)
        self._blocked[one.lane] = (await self.next_offset() or 1) - 1

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


def _returned(body: Mapping[str, Any]) -> bool:
    """Tell whether an update says that the bot may write here again."""
    match body:
        case {"my_chat_member": {"new_chat_member": {"status": "member" | "administrator"}}}:
            return True
    return False
