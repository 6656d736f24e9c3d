"""What the journeys in a browser share: Chromium, and the page served over the running bot."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser

from bot.chat.profile import present
from bot.languages import Languages
from bot.playground.page import Page
from bot.playground.page_server import serve
from bot.receiving.web import listen
from tests.browser import browser, chromium
from tests.conftest import Running


@pytest.fixture
async def chrome() -> AsyncIterator[Browser]:
    async with browser(chromium() or "") as running:
        yield running


@asynccontextmanager
async def page_of(running: Running, languages: Languages) -> AsyncIterator[str]:
    """Serve the page for the length of the block; gives its address."""
    await present(running.whole.bot, languages, None)
    stop, taken = asyncio.Event(), listen("127.0.0.1", 0)
    serving = asyncio.create_task(serve(Page(running.tg, running.whole, running.inbox), taken, stop))
    yield f"http://127.0.0.1:{taken.getsockname()[1]}"
    stop.set()
    await asyncio.wait_for(serving, 20)
