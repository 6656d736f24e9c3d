"""Handling: one update goes to its duty; what fails for a passing reason is tried again, the rest is parked.

A reply that was on its way when the program died may be sent twice; none is lost.
"""

import logging
from collections.abc import Mapping
from functools import partial
from typing import Any

from telegram import Update
from telegram.error import Forbidden, RetryAfter, TelegramError

from bot.application import Assembled
from bot.chat.trouble import apologise, ask_for_calm, is_urgent
from bot.receiving.flood import Flood, Verdict
from bot.receiving.metrics import Metrics
from bot.receiving.writer import Writer
from bot.sending.transport import Fate, fate_of, seconds_of
from bot.storage import journal
from bot.storage.database import is_away
from bot.storage.journal import Note
from bot.storage.updates import Waiting

log = logging.getLogger(__name__)
# A failure of our own that comes three times is not passing: the update is parked for a person to look at.
MOST_ATTEMPTS = 3
# A call whose answer was lost may have been carried out, so it is not made for ever.
MOST_UNCERTAIN = 12
# Seconds before the second attempt, growing with each; Telegram's own retry_after goes first.
PAUSE, LONGEST_PAUSE = 0.5, 30.0


class Handling:
    """Handles updates, and writes what became of each."""

    def __init__(self, assembled: Assembled, writer: Writer, metrics: Metrics, pause: float = PAUSE) -> None:
        self._assembled = assembled
        self._house = assembled.house
        self._writer = writer
        self._metrics = metrics
        self._pause = pause
        # By lane, the newest update that there was when its person was found to have blocked the bot.
        self._blocked: dict[str, int] = {}
        self._flood = Flood()
        self.newest = 0

    def forget_blocked(self) -> None:
        """Let go of who blocked the bot: nothing of theirs waits any more."""
        self._blocked.clear()

    async def handle(self, one: Waiting) -> float | None:
        """Handle an update; returns the seconds after which its lane goes on with it again."""
        try:
            return await self._handled(one)
        finally:
            self._house.glances.pop(one.update_id, None)

    async def _handled(self, one: Waiting) -> float | None:
        if self._is_gone(one):
            await self._over(one, "gone")
            return None
        read = self._read(one.body)
        if read is None:
            await self._park(one, "unparsable")
            return None
        update, verdict = read
        error = await (self._process(update) if verdict is Verdict.PASS else self._calm(update, verdict))
        note = self._house.notes.pop(update.update_id, None)
        if error is not None:
            return await self._failed(one, update, error)
        await self._over(one, "done", note)
        return None

    async def _failed(self, one: Waiting, update: Update, error: Exception) -> float | None:
        if isinstance(error, Forbidden):
            self._blocked[one.lane] = self.newest
            await self._over(one, "gone")
            return None
        if isinstance(error, RetryAfter):
            # Refused before any effect: Telegram names the time, and nothing counts as failed.
            return self._later(one, error, seconds_of(error))
        if is_away(error):
            # Our database, and no fault of the update's.
            return self._later(one, error, self._pause)
        attempts = 0 if _is_final(error) else await self._counted(one, error)
        if _is_final(error) or attempts >= _most(error):
            await self._park(one, type(error).__name__)
            await self._apologise(update)
            return None
        return self._later(one, error, min(LONGEST_PAUSE, self._pause * 2 ** min(attempts - 1, 10)))

    async def _apologise(self, update: Update) -> None:
        try:
            await apologise(self._house, update)
        except Exception as error:  # noqa: BLE001  a kindness: nothing hangs on it
            log.warning("inbox.not_told kind=%s", type(error).__name__)

    def _is_gone(self, one: Waiting) -> bool:
        """Tell whether the lane's person blocked the bot after this update, and has not come back since."""
        if one.update_id <= self._blocked.get(one.lane, -1) and not _is_returned(one.body):
            return True
        self._blocked.pop(one.lane, None)
        return False

    def _read(self, body: Mapping[str, Any]) -> tuple[Update, Verdict] | None:
        """Return an update with the verdict on who writes it; None for what only looks like one."""
        try:
            update = Update.de_json(dict(body), self._assembled.bot)
            return update, self._flood.judge(update, self._assembled.bot.username)
        except Exception as error:  # noqa: BLE001  whatever it is, one update must not end the inbox
            log.warning("inbox.unparsable update=%s kind=%s", body.get("update_id"), type(error).__name__)
            return None

    async def _calm(self, update: Update, verdict: Verdict) -> Exception | None:
        """Leave an update of somebody who floods the bot unanswered, unless it tells of danger."""
        try:
            if await is_urgent(self._house, update):
                return await self._process(update)
            if verdict is Verdict.NOTICE:
                await ask_for_calm(self._house, update)
        except Exception as error:  # noqa: BLE001  sorted like what the duties raise
            return error
        self._metrics.silenced.inc()
        return None

    async def _process(self, update: Update) -> Exception | None:
        """Let the duties handle an update; PTB swallows what they raise, the error duty keeps it for us."""
        await self._assembled.app.process_update(update)
        return self._house.failures.pop(update.update_id, None)

    def _later(self, one: Waiting, error: Exception, seconds: float) -> float:
        kind = type(error).__name__
        log.warning("inbox.again update=%d kind=%s", one.update_id, kind)
        self._metrics.retries.labels(kind).inc()
        return seconds

    async def _counted(self, one: Waiting, error: Exception) -> int:
        kind, bot = type(error).__name__, self._assembled.bot.id
        log.warning("inbox.failed update=%d kind=%s", one.update_id, kind)
        work = partial(journal.failed, bot=bot, update_id=one.update_id, reason=kind)
        return await self._writer.run(work)

    async def _park(self, one: Waiting, reason: str) -> None:
        log.error("inbox.parked update=%d reason=%s", one.update_id, reason)
        bot = self._assembled.bot.id
        await self._writer.run(partial(journal.park, bot=bot, update_id=one.update_id, reason=reason), one)
        self._metrics.updates.labels("parked").inc()

    async def _over(self, one: Waiting, fate: str, note: Note | None = None) -> None:
        await self._writer.done(one, note)
        self._metrics.updates.labels(fate).inc()
        if note is not None:
            self._metrics.outcomes.labels(note.question["outcome"], note.question["language"]).inc()
        if one.received is not None:
            now = self._assembled.ground.now()
            self._metrics.seconds.observe(max(0.0, (now - one.received).total_seconds()))


def _most(error: Exception) -> float:
    """Return how often an update may fail so; while Telegram cannot be reached at all, for ever."""
    if not isinstance(error, TelegramError):
        return MOST_ATTEMPTS
    return float("inf") if fate_of(error) is Fate.NEVER_SENT else MOST_UNCERTAIN


def _is_final(error: Exception) -> bool:
    """Tell whether Telegram said no for good; a failure of our own may pass."""
    return isinstance(error, TelegramError) and fate_of(error) is Fate.FINAL


def _is_returned(body: Mapping[str, Any]) -> bool:
    """Tell whether an update says that the bot may write here again."""
    match body:
        case {"my_chat_member": {"new_chat_member": {"status": "member" | "administrator"}}}:
            return True
    return False
