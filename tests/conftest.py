"""What tests of every room share: the real languages, and the whole bot on a fixed day over a toy content."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import pytest

from bot import settings as reading
from bot.application import Assembled, assembled
from bot.ground import Ground, assistant, opened
from bot.languages import Languages
from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from bot.receiving.inbox import Inbox
from bot.receiving.serving import Receiving, receiving
from bot.search.judging import Judge
from bot.sending.limits import Limits
from bot.settings import Settings
from tests import toy
from tests.postgres import new_database, server

LOCALES = Path(__file__).resolve().parent.parent / "locales"
KEY = "a2V5IG9mIHRoZSB0ZXN0cywgMzIgYnl0ZXMgbG9uZyE="
NUMBERS = count(1)
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


class Running(NamedTuple):
    """The real bot, and Telegram in front of it."""

    tg: Telegram
    whole: Assembled
    receiving: Receiving

    @property
    def inbox(self) -> Inbox:
        return self.receiving.inbox

    async def quiet(self, patience: float = 20) -> None:
        """Wait until every update that Telegram holds was stored, confirmed and handled, and all is sent."""
        bell = self.whole.house.bell
        async with asyncio.timeout(patience):
            while self.tg.pending or not (self.inbox.quiet.is_set() and bell.quiet.is_set()):
                await self.tg._world.bell.until(lambda: not self.tg.pending or None, patience)
                await self.inbox.quiet.wait()
                await bell.quiet.wait()

    async def heard(self, patience: float = 240) -> None:
        """Wait until every update that Telegram holds was stored, confirmed and handled."""
        async with asyncio.timeout(patience):
            while self.tg.pending or not self.inbox.quiet.is_set():
                await self.tg._world.bell.until(lambda: not self.tg.pending or None, patience)
                await self.inbox.quiet.wait()

    async def idle(self) -> None:
        """Wait until the sender has looked again, and nothing is in its hands."""
        outbox, bell = self.whole.outbox, self.whole.house.bell
        while bell.came.is_set() or outbox._in_hand:  # noqa: ASYNC110  the sender says so to nobody
            await asyncio.sleep(0.001)

    async def later(self, clock: "Clock", **by: float) -> None:
        """Let time pass, and what is due then be done."""
        clock.now += timedelta(**by)
        self.whole.house.bell.ring()
        await self.quiet()


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        return self.now.timestamp()


Start: TypeAlias = Callable[..., AbstractAsyncContextManager[Running]]
Assemble: TypeAlias = Callable[..., AbstractAsyncContextManager[Assembled]]


@pytest.fixture(scope="session")
def languages() -> Languages:
    return Languages.load(LOCALES)


@pytest.fixture
def tg() -> Telegram:
    return Telegram(now=now)


@pytest.fixture
def ana(tg: Telegram) -> Person:
    """Somebody with an English app."""
    return tg.person()


@pytest.fixture(scope="session")
def toy_published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the toy content as edition 1, which others are copied from."""
    folder = tmp_path_factory.mktemp("published")

    async def publish() -> None:
        async with opened(settings_in(folder, toy.lay(folder / "content")), now) as ground:
            await assistant(ground)

    asyncio.run(publish())
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server's address, the database's name left open."""
    with server() as address:
        yield address


@pytest.fixture
async def shared(postgres: str, toy_published: Path) -> Settings:
    """Settings with the toy published in a PostgreSQL database of the test's own."""
    url = await new_database(postgres, f"toy{next(NUMBERS)}")
    found = replace(settings_in(toy_published, toy_published / "content"), database_url=url)
    async with opened(found, now) as ground:
        await assistant(ground)
    return found


@pytest.fixture
async def two(shared: Settings, tg: Telegram) -> AsyncIterator[tuple[Inbox, Inbox]]:
    """Two replicas' inboxes over one PostgreSQL."""
    async with AsyncExitStack() as stack:
        inboxes = []
        for _ in range(2):
            ground = await stack.enter_async_context(opened(shared, now))
            helper = await assistant(ground)
            whole = await stack.enter_async_context(assembled(ground, helper, tg.token, tg))
            inboxes.append(Inbox(whole, pause=0))
        yield inboxes[0], inboxes[1]


@pytest.fixture
def settings(toy_published: Path, tmp_path: Path) -> Settings:
    """Settings with a published database of the test's own; the search is lexical, to be fast."""
    shutil.copy(toy_published / "gerbang.db", tmp_path)
    return settings_in(tmp_path, toy_published / "content")


@pytest.fixture
async def ground(settings: Settings) -> AsyncIterator[Ground]:
    async with opened(settings, now) as found:
        yield found


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def assemble(settings: Settings, tg: Telegram, clock: Clock) -> Assemble:
    """Assemble the bot without receiving, any number of times over the same database."""

    @asynccontextmanager
    async def begin(limits: Limits | None = None, **changes: Any) -> AsyncIterator[Assembled]:
        # Telegram's limits have tests of their own; here a message never waits for the clock.
        limits = limits or Limits(count(0, 100).__next__)
        async with opened(replace(settings, **changes), clock) as ground:
            helper = await assistant(ground)
            async with assembled(ground, helper, tg.token, tg, limits) as whole:
                yield whole

    return begin


@pytest.fixture
def start(assemble: Assemble, tg: Telegram) -> Start:
    """Start the whole bot, any number of times over the same database."""

    @asynccontextmanager
    async def begin(**changes: Any) -> AsyncIterator[Running]:
        async with assemble(**changes) as whole, receiving(whole) as running:
            yield Running(tg, whole, running)

    return begin


@pytest.fixture
async def running(start: Start) -> AsyncIterator[Running]:
    """The whole bot; nothing it does may be refused by Telegram."""
    async with start() as found:
        yield found
        await found.quiet()
    assert found.tg.refused == []


@pytest.fixture
def doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be sure enough: the three entries of the toy are too few to leave a question unclear."""
    monkeypatch.setattr(Judge, "sure", lambda _self, _judged: False)


def now() -> datetime:
    return NOW


def settings_in(folder: Path, content: Path) -> Settings:
    """Return settings with a database in a folder."""
    environ = {
        "GERBANG_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/gerbang.db",
        "GERBANG_CONTENT": str(content),
        "GERBANG_SECRET_KEY": KEY,
        "GERBANG_SEMANTIC": "off",
    }
    return reading.read(environ)
