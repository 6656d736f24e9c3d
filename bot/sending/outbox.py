"""Sends what stands in the outbox: claimed, marked, sent, marked; each lane in order, persons first.

A call whose answer was lost may have arrived: such a parcel is not sent again by itself, a person decides.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession
from telegram.error import ChatMigrated, RetryAfter, TelegramError

from bot.sending.limits import Limits
from bot.sending.transport import Fate, fate_of, seconds_of
from bot.storage import outbox
from bot.storage.database import Database
from bot.storage.outbox import Posted

log = logging.getLogger(__name__)
# Calls at the same time, and lanes that are looked at for them.
MOST_AT_ONCE = 16
MOST_HEADS = 200
# Seconds between looks, for a parcel may become due, or be written by a command beside us.
LOOK_AGAIN = 5.0
# After this long a parcel that is being sent was left behind by a program that died.
LOST = timedelta(seconds=60)
# Seconds before what never reached Telegram is tried again, growing with each attempt.
PAUSE, LONGEST_PAUSE = 1.0, 300.0
# What may be done twice without harm.
REPEATABLE = {"react", "edit", "delete", "topic", "rename", "remove"}


class Bell:
    """Rung when something was put into the outbox; `quiet` while nothing is to be sent now."""

    def __init__(self) -> None:
        self.came = asyncio.Event()
        self.quiet = asyncio.Event()

    def ring(self) -> None:
        """Wake the sender."""
        self.quiet.clear()
        self.came.set()


class Carrier(Protocol):
    """Knows how each act is carried out in Telegram, and what follows from it."""

    async def chat(self, session: AsyncSession, one: Posted) -> int | None:
        """Return the chat that a parcel goes to; None while there is none."""

    async def carry(self, one: Posted) -> int | None:
        """Make the call; returns the number of what it made, if that is to be kept."""

    async def arrived(self, session: AsyncSession, one: Posted, made: int | None) -> None:
        """Note what follows from a parcel that arrived."""

    async def refused(self, session: AsyncSession, one: Posted, error: Exception) -> float | None:
        """Note what follows from a refusal; returns the seconds after which it is tried again, if it is."""

    async def moved(self, session: AsyncSession, new_chat: int) -> None:
        """Note that the staff's group has another id now."""


class Outbox:
    """Sends parcels until it is closed."""

    def __init__(
        self, database: Database, carrier: Carrier, bell: Bell, limits: Limits, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._carrier = carrier
        self._bell = bell
        self._limits = limits
        self._now = now
        self._in_hand: set[asyncio.Task[None]] = set()
        self._held_up = LOOK_AGAIN

    async def work(self) -> None:
        """Send what is there and what comes, until cancelled; what is in hand then is finished by `close`."""
        while True:
            self._bell.came.clear()
            began = await self._begin()
            if not began and not self._in_hand and not self._bell.came.is_set():
                if self._held_up == LOOK_AGAIN:
                    self._bell.quiet.set()
                await self._more()
            elif not began:
                await self._more()

    async def close(self, seconds: float) -> None:
        """Let the calls in hand finish, or leave them behind as uncertain."""
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=seconds)
        for task in self._in_hand:
            task.cancel()

    async def _more(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._held_up):
                await self._bell.came.wait()

    async def _begin(self) -> bool:
        """Begin what may be sent now; tells whether there was any."""
        now = self._now()
        async with self._database.begin() as session:
            for lost in await outbox.lapsed(session, self._database.secrets, now - LOST):
                await self._lost(session, lost, now)
            chosen = await self._chosen(session, now)
        for one in chosen:
            task = asyncio.create_task(self._send(one), name="outbox")
            self._in_hand.add(task)
            task.add_done_callback(self._ended)
        return bool(chosen)

    async def _chosen(self, session: AsyncSession, now: datetime) -> list[Posted]:
        chosen: list[Posted] = []
        # All that goes to the staff goes to one chat, which is looked up once.
        chats: dict[int | None, int | None] = {}
        self._held_up = LOOK_AGAIN
        for one in await outbox.heads(session, self._database.secrets, now, MOST_HEADS):
            if len(self._in_hand) + len(chosen) >= MOST_AT_ONCE:
                break
            if one.user not in chats:
                chats[one.user] = await self._carrier.chat(session, one)
            chat = chats[one.user]
            if chat is None:
                continue
            if (rest := self._limits.rest(chat)) > 0:
                self._held_up = min(self._held_up, rest)
            elif await outbox.claim(session, one.id, now):
                self._limits.take(chat)
                chosen.append(one)
        return chosen

    async def _lost(self, session: AsyncSession, one: Posted, now: datetime) -> None:
        log.warning("outbox.left_behind parcel=%d act=%s", one.id, one.act)
        if one.act in REPEATABLE:
            await outbox.again(session, one.id, now, "died")
        else:
            await outbox.doubt(session, one.id, "died")

    async def _send(self, one: Posted) -> None:
        try:
            made = await self._carrier.carry(one)
        except Exception as error:  # noqa: BLE001  whatever fails, the other lanes go on
            async with self._database.begin() as session:
                await self._failed(session, one, error)
            return
        async with self._database.begin() as session:
            await outbox.sent(session, one.id)
            await self._carrier.arrived(session, one, made)

    async def _failed(self, session: AsyncSession, one: Posted, error: Exception) -> None:
        name = type(error).__name__
        log.warning("outbox.failed parcel=%d act=%s kind=%s", one.id, one.act, name)
        pause = min(LONGEST_PAUSE, PAUSE * 2**one.attempts)
        match fate_of(error):
            case Fate.RETRY if isinstance(error, RetryAfter):
                await self._again(session, one, seconds_of(error), name)
            case Fate.MOVED if isinstance(error, ChatMigrated):
                await self._carrier.moved(session, error.new_chat_id)
                await self._again(session, one, 0, name)
            case Fate.NEVER_SENT:
                await self._again(session, one, pause, name)
            case Fate.UNCERTAIN if one.act in REPEATABLE:
                await self._again(session, one, pause, name)
            case Fate.UNCERTAIN:
                await outbox.doubt(session, one.id, name)
            case _ if isinstance(error, TelegramError):
                await self._refused(session, one, error)
            case _:
                await outbox.fail(session, one.id, name)

    async def _refused(self, session: AsyncSession, one: Posted, error: TelegramError) -> None:
        later = await self._carrier.refused(session, one, error)
        if later is None:
            await outbox.fail(session, one.id, error.message)
        else:
            await self._again(session, one, later, error.message)

    async def _again(self, session: AsyncSession, one: Posted, seconds: float, reason: str) -> None:
        await outbox.again(session, one.id, self._now() + timedelta(seconds=seconds), reason)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._in_hand.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("outbox.broken kind=%s", type(error).__name__)
        self._bell.came.set()
