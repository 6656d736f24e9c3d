"""Screenshots of the page in every language, light and dark, on a phone and a desktop: `make screenshots`."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import product
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.async_api import Browser, Page

from bot import settings as reading
from bot.commands.serving import playground
from bot.ground import assistant, opened
from bot.playground import page as playground_page
from bot.playground.page_server import serve
from bot.receiving.web import listen
from bot.settings import Settings
from tests.browser import browser, chromium

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SIZES = {"phone": (390, 844), "desktop": (1200, 900)}
QUESTIONS = {
    "en": "how many countries does the export center serve?",
    "id": "brp negara tujuan export center?",
}
NEAR_MISS = {"en": "how deep is Surabaya's port?", "id": "pelabuhan surabaya dalamnya brp"}
PLACE = {"en": "where is the port of Palu, Pantoloan?", "id": "pelabuhan pantoloan di palu dimana"}
COMMON_WORD = {"en": "palm oil", "id": "minyak sawit"}


class Visit(NamedTuple):
    """One way to look at the page."""

    language: str
    theme: Literal["light", "dark"]
    size: str


async def main(folder: Path) -> int:
    """Serve the page on a fresh database, walk through it and photograph every step."""
    path = chromium()
    if path is None:
        sys.stderr.write("Chromium is missing: install the package chromium.\n")
        return 1
    with tempfile.TemporaryDirectory() as home:
        environ = {"XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home}
        async with page_of(reading.read(environ)) as address, browser(path) as running:
            for language, theme, size in product(("en", "id"), THEMES, SIZES):
                await walk(running, address, folder, Visit(language, theme, size))
    return 0


@asynccontextmanager
async def page_of(settings: Settings) -> AsyncIterator[str]:
    """Serve the page with the real content for the length of the block; gives its address."""
    async with opened(settings) as ground, playground(ground, await assistant(ground)) as play:
        stop, taken = asyncio.Event(), listen("127.0.0.1", 0)
        page = playground_page.Page(play.tg, play.whole, play.running.inbox)
        serving = asyncio.create_task(serve(page, taken, stop))
        try:
            yield f"http://127.0.0.1:{taken.getsockname()[1]}"
        finally:
            stop.set()
            await serving


async def walk(running: Browser, address: str, folder: Path, visit: Visit) -> None:
    """Photograph one visit: greeting, menu, answer, refusal, topics, sharing, both languages."""
    width, height = SIZES[visit.size]
    context = await running.new_context(
        locale={"en": "en-GB", "id": "id-ID"}[visit.language],
        color_scheme=visit.theme,
        viewport={"width": width, "height": height},
    )
    page = await context.new_page()

    async def photograph(scene: str, *, full: bool = False) -> None:
        name = f"{scene}-{visit.language}-{visit.theme}-{visit.size}.png"
        await page.screenshot(path=folder / name, full_page=full)

    await page.goto(address)
    await photograph("1-greeting")
    await page.click(".menu summary")
    await photograph("2-menu")
    await page.click(".menu summary")
    await ask(page, QUESTIONS[visit.language])
    await photograph("3-answer")
    await ask(page, NEAR_MISS[visit.language])
    await ask(page, COMMON_WORD[visit.language])
    await photograph("4-refusal-and-choices")
    await ask(page, PLACE[visit.language])
    await photograph("5-place")
    await ask(page, "/topics")
    await photograph("6-topics")
    await page.locator("article.bot").last.locator("button").first.click()
    await page.wait_for_timeout(400)
    await photograph("7-topic")
    await page.locator("a.button[href^='/?share']").first.click()
    await photograph("8-share")
    await page.goto(f"{address}/both?q={QUESTIONS[visit.language]}")
    await photograph("9-both", full=True)
    await context.close()


async def ask(page: Page, text: str) -> None:
    """Type a question and wait for what comes back."""
    count = await page.locator("article.bot").count()
    await page.fill("#text", text)
    await page.keyboard.press("Enter")
    await page.locator("article.bot").nth(count).wait_for()
    await page.wait_for_timeout(300)


if __name__ == "__main__":
    sys.exit(asyncio.run(main(Path(sys.argv[1]))))
