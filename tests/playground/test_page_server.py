import asyncio
from html import unescape

import httpx

from bot.languages import Languages
from bot.playground.page import Page
from bot.playground.page_server import serve
from bot.receiving.web import listen
from tests.conftest import Running


async def test_it_is_served_until_the_stop(running: Running, languages: Languages) -> None:
    page = Page(running.tg, running.whole, running.inbox)
    stop, taken = asyncio.Event(), listen("127.0.0.1", 0)
    serving = asyncio.create_task(serve(page, taken, stop))
    async with httpx.AsyncClient(trust_env=False) as client:
        shown = await client.get(f"http://127.0.0.1:{taken.getsockname()[1]}/")
    stop.set()
    await asyncio.wait_for(serving, 10)
    assert languages["en"].text("page.note") in unescape(shown.text)
