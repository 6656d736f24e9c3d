"""The system's Chromium, driven by Playwright: for the tests of the page, and for its screenshots."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
# In a container Chromium is root and has no sandbox; and it is to ask nobody but the page.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


def chromium() -> str | None:
    """Return where the system's Chromium is, None where it is missing."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@asynccontextmanager
async def browser(path: str) -> AsyncIterator[Browser]:
    """Run Chromium without a screen for the length of the block."""
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield running
        finally:
            await running.close()
