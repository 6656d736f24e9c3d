"""Receiving as a block: polling and handling run inside it, and stop cleanly at its end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from bot.application import Assembled
from bot.receiving.inbox import Inbox
from bot.receiving.polling import poll

# Seconds that the updates in hand get to finish when the program stops.
FINISH = 8.0


@dataclass(frozen=True)
class Receiving:
    """Updates coming in: the inbox and the two tasks that fill and empty it."""

    inbox: Inbox
    polling: asyncio.Task[None]
    working: asyncio.Task[None]

    async def until(self, stop: asyncio.Event) -> None:
        """Wait for the stop; raises what ends polling or handling before it."""
        stopping = asyncio.create_task(stop.wait())
        tasks = {self.polling, self.working, stopping}
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
        for task in (self.polling, self.working):
            with suppress(asyncio.CancelledError):
                await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def receiving(assembled: Assembled) -> AsyncIterator[Receiving]:
    """Receive updates for the length of the block."""
    inbox = Inbox(assembled)
    polling = asyncio.create_task(poll(assembled, inbox), name="polling")
    running = Receiving(inbox, polling, asyncio.create_task(inbox.work(), name="inbox"))
    try:
        yield running
    finally:
        await running.finish()
