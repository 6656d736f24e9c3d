"""The test stand: the Bot API in memory behind HTTP, which asks, delivers, and times each answer."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import count, cycle
from time import monotonic
from typing import Any

import aiohttp

from bot.ground import utc_now
from bot.playground.server import served
from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person

# Each stand has a bot of its own, so that several may share a database.
BOT, SPAN = 7_000_000_001, 10_000_000
NUMBERS = count()
# People who ask in turn, and deliveries under way at once (Telegram's own default for a webhook).
PEOPLE, DELIVERIES = 500, 40
HEADER = "X-Telegram-Bot-Api-Secret-Token"
SECRET = "benchmark"  # noqa: S105  as above


class Timed(Telegram):
    """Telegram that notes when each message came."""

    def __init__(self, number: int) -> None:
        token = f"{BOT + number}:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
        super().__init__(now=utc_now, token=token, first_update_id=1 + SPAN * number)
        self.asked: dict[int, deque[float]] = defaultdict(deque)
        self.took: list[float] = []
        self.wanted = 0
        self.all_there = asyncio.Event()

    async def answer(self, token: str, name: str, parameters: Mapping[str, str]) -> tuple[int, bytes]:
        """Answer a call; a message ends the wait of the person that it goes to."""
        answered = await super().answer(token, name, parameters)
        if name.lower() == "sendmessage":
            self._note(int(parameters["chat_id"]))
        return answered

    def _note(self, chat: int) -> None:
        if self.asked[chat]:
            self.took.append(monotonic() - self.asked[chat].popleft())
        if len(self.took) >= self.wanted:
            self.all_there.set()


class Stand:
    """Asks questions of a bot and waits for the answers; `hooks` are its webhook addresses, if it has any."""

    def __init__(self, tg: Timed, address: str) -> None:
        self.tg = tg
        self.address = address
        self.hooks: Sequence[str] = ()
        self._people = cycle([tg.person(user_id=1000 + n, language_code="en") for n in range(PEOPLE)])

    async def ask(self, questions: Sequence[str], rate: float | None, patience: float) -> list[float]:
        """Ask at a rate a second (None: all at once); returns the seconds each answer took."""
        self.tg.took.clear()
        self.tg.calls.clear()
        self.tg.wanted = len(questions)
        self.tg.all_there.clear()
        async with asyncio.timeout(patience), self._delivering() as ready:
            await self._say(questions, rate, ready)
            await self.tg.all_there.wait()
        return sorted(self.tg.took)

    async def _say(self, questions: Sequence[str], rate: float | None, ready: "asyncio.Queue[Any]") -> None:
        began = monotonic()
        for number, text in enumerate(questions):
            if rate:
                await asyncio.sleep(max(0.0, began + number / rate - monotonic()))
            await self._one(next(self._people), text)
            if self.hooks:
                ready.put_nowait(self.tg.pending.pop())

    async def _one(self, person: Person, text: str) -> None:
        self.tg.asked[person.user.id].append(monotonic())
        await person.say(text)

    @asynccontextmanager
    async def _delivering(self) -> AsyncIterator["asyncio.Queue[Any]"]:
        """Deliver what is put into the queue to the webhooks, as Telegram does."""
        ready: asyncio.Queue[Any] = asyncio.Queue()
        hooks = cycle(self.hooks)
        async with aiohttp.ClientSession(headers={HEADER: SECRET}) as session:
            workers = [
                asyncio.create_task(self._deliver(session, next(hooks), ready))
                for _ in range(DELIVERIES if self.hooks else 0)
            ]
            try:
                yield ready
            finally:
                for worker in workers:
                    worker.cancel()
                await asyncio.gather(*workers, return_exceptions=True)

    async def _deliver(self, session: aiohttp.ClientSession, hook: str, ready: "asyncio.Queue[Any]") -> None:
        while True:
            update = await ready.get()
            if not await self._delivered(session, hook, update):
                await asyncio.sleep(0.1)
                ready.put_nowait(update)

    async def _delivered(self, session: aiohttp.ClientSession, hook: str, update: Any) -> bool:
        try:
            async with session.post(hook, json=update) as response:
                return response.status == 200
        except aiohttp.ClientError:
            return False


@asynccontextmanager
async def stand() -> AsyncIterator[Stand]:
    """Set a stand up for the length of the block."""
    tg = Timed(next(NUMBERS))
    async with served(tg) as address:
        yield Stand(tg, address)
