"""Receiving as a block: polling or webhook, handling, sending and rounds run in it, and stop at its end."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from socket import socket
from typing import Any, TypeAlias

from starlette.applications import Starlette

from bot.application import Assembled
from bot.desk.rounds import walk
from bot.receiving.health import Health
from bot.receiving.inbox import Inbox
from bot.receiving.polling import poll
from bot.receiving.web import served
from bot.receiving.webhook import Webhook

# Brings updates into the inbox for ever: polling, or what tells Telegram where to deliver.
Feed: TypeAlias = Callable[[Assembled, Inbox], Coroutine[Any, Any, None]]
# Seconds that the updates in hand get to finish when the program stops.
FINISH = 8.0


@dataclass(frozen=True)
class Receiving:
    """Updates coming in: the tasks that fill and empty the inbox, send, and make the rounds."""

    inbox: Inbox
    polling: asyncio.Task[None]
    working: asyncio.Task[None]
    sending: asyncio.Task[None]
    walking: asyncio.Task[None]
    assembled: Assembled

    async def until(self, stop: asyncio.Event) -> None:
        """Wait for the stop; raises what ends polling or handling before it."""
        stopping = asyncio.create_task(stop.wait())
        tasks = {self.polling, self.working, self.sending, self.walking, stopping}
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        for task in done:
            task.result()

    async def finish(self) -> None:
        """Stop polling, let the updates in hand finish, leave the rest in the inbox for the next start."""
        self.polling.cancel()
        self.inbox.stop()
        await asyncio.wait({self.working}, timeout=FINISH)
        self.working.cancel()
        await self.assembled.ground.database.still(FINISH)
        self.sending.cancel()
        self.walking.cancel()
        await self.assembled.outbox.close(FINISH)
        for task in (self.polling, self.working, self.sending, self.walking):
            with suppress(asyncio.CancelledError):
                await asyncio.gather(task, return_exceptions=True)


def by_webhook(taken: socket) -> Feed:
    """Let Telegram deliver to an address of this machine, health and metrics beside it."""

    async def feed(assembled: Assembled, inbox: Inbox) -> None:
        hook = Webhook(assembled, inbox)
        async with served(hook.app(), taken):
            await hook.announce()

    return feed


def by_polling(taken: socket) -> Feed:
    """Poll, with health and metrics on an address of this machine."""

    async def feed(assembled: Assembled, inbox: Inbox) -> None:
        health = Health(assembled, inbox, lambda: inbox.heard)
        async with served(Starlette(routes=health.routes()), taken):
            await poll(assembled, inbox)

    return feed


@asynccontextmanager
async def receiving(assembled: Assembled, feed: Feed = poll) -> AsyncIterator[Receiving]:
    """Receive updates for the length of the block."""
    inbox = Inbox(assembled)
    polling = asyncio.create_task(feed(assembled, inbox), name="polling")
    working = asyncio.create_task(inbox.work(), name="inbox")
    sending = asyncio.create_task(assembled.outbox.work(), name="outbox")
    walking = asyncio.create_task(walk(assembled.house), name="rounds")
    running = Receiving(inbox, polling, working, sending, walking, assembled)
    try:
        yield running
    finally:
        await running.finish()
