"""Screenshots of the page in every language, light and dark, on a phone and a desktop: `make screenshots`."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import product
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from playwright.async_api import Browser, Page

from bot import settings as reading
from bot.commands.serving import playground, staffed
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
STAFF_SAYS = {
    "en": [
        "/take",
        "// ask the port office first",
        "Good morning. The port office sends you the plan today.",
    ],
    "id": [
        "/take",
        "// tanyakan dulu ke kantor pelabuhan",
        "Selamat pagi. Kantor pelabuhan mengirim rencananya hari ini.",
    ],
}
COMMON_WORD = {"en": "palm oil", "id": "minyak sawit"}


Photograph: TypeAlias = Callable[..., Awaitable[None]]


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
    async with opened(settings) as ground, playground(await staffed(ground), await assistant(ground)) as play:
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
        reduced_motion="reduce",
        viewport={"width": width, "height": height},
    )
    page = await context.new_page()

    async def photograph(page: Page, scene: str, *, full: bool = False) -> None:
        name = f"{scene}-{visit.language}-{visit.theme}-{visit.size}.png"
        await page.screenshot(path=folder / name, full_page=full)

    await page.goto(address)
    await photograph(page, "1-greeting")
    await page.click(".menu summary")
    await photograph(page, "2-menu")
    await page.click(".menu summary")
    await ask(page, QUESTIONS[visit.language])
    await photograph(page, "3-answer")
    await ask(page, NEAR_MISS[visit.language])
    await ask(page, COMMON_WORD[visit.language])
    await photograph(page, "4-refusal-and-choices")
    await ask(page, PLACE[visit.language])
    await photograph(page, "5-place")
    await ask(page, "/topics")
    await photograph(page, "6-topics")
    await page.locator("article.bot").last.locator("button").first.click()
    await page.wait_for_timeout(400)
    await photograph(page, "7-topic")
    await page.locator("a.button[href^='/?share']").first.click()
    await photograph(page, "8-share")
    await page.goto(f"{address}/both?q={QUESTIONS[visit.language]}")
    await photograph(page, "9-both", full=True)
    await inquire(page, address, visit.language, photograph)
    await context.close()


async def inquire(page: Page, address: str, language: str, photograph: Photograph) -> None:
    """Photograph an inquiry from both sides: form, summary, card, answer, close, and what the person sees."""
    await page.goto(address)
    await ask(page, NEAR_MISS[language])
    for data in ("a1:", "f1:kind:business"):
        await press(page, data)
    for text in ("Altyn Metal", "Kazakstan"):
        await ask(page, text)
    await photograph(page, "10-form")
    for data in ("f1:country:KZ", "f1:subject:port", "f1:dates:open", "f1:size:5", "f1:reach:telegram"):
        await press(page, data)
    await photograph(page, "11-summary")
    await press(page, "f1:send")
    await photograph(page, "12-sent")
    staff = await page.context.new_page()
    await staff.set_viewport_size(page.viewport_size or {"width": 390, "height": 844})
    await staff.goto(f"{address}/staff")
    await photograph(staff, "13-staff-general")
    await staff.locator(".topics a").nth(1).click()
    await staff.locator("article.bot").first.wait_for()
    await photograph(staff, "14-staff-card")
    for text in STAFF_SAYS[language]:
        await write(staff, text)
    await photograph(staff, "15-staff-answer")
    await page.reload()
    await photograph(page, "16-answered")
    await ask(page, "/inquiries")
    await press(page, "i1:")
    await photograph(page, "17-inquiry")
    await write(staff, "/close")
    await photograph(staff, "18-staff-closed")
    await page.reload()
    await photograph(page, "19-closed")
    await staff.close()


async def press(page: Page, data: str) -> None:
    """Press the latest button that carries this, and wait for what comes back."""
    count = await page.locator("article.bot").count()
    await page.locator(f"button[value^='{data}']").last.click()
    await page.locator("article.bot").nth(count).wait_for()
    await page.wait_for_timeout(300)


async def ask(page: Page, text: str) -> None:
    """Type a question and wait for what comes back."""
    count = await page.locator("article.bot").count()
    await write(page, text)
    await page.locator("article.bot").nth(count).wait_for()
    await page.wait_for_timeout(300)


async def write(page: Page, text: str) -> None:
    """Type something and wait until it stands there."""
    count = await page.locator("article.mine").count()
    await page.fill("#text", text)
    await page.keyboard.press("Enter")
    await page.locator("article.mine").nth(count).wait_for()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(Path(sys.argv[1]))))
