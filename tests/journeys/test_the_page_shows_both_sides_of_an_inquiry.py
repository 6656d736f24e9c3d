"""The page in a real browser: an inquiry from the form to its end, the visitor's side and the staff's."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from bot.answers.plain import plain
from bot.languages import Language, Languages
from bot.playground.staff_page import GROUP
from tests.browser import chromium
from tests.conftest import Running, Start
from tests.journeys.conftest import page_of

pytestmark = pytest.mark.skipif(
    chromium() is None, reason="Chromium is missing: install the package chromium"
)
PHONE = {"width": 320, "height": 640}
NUMBER = "BPN-2026-0001"


@pytest.fixture
async def running(start: Start) -> AsyncIterator[Running]:
    async with start(staff_chat=GROUP) as found:
        yield found


@pytest.fixture
async def address(running: Running, languages: Languages) -> AsyncIterator[str]:
    async with page_of(running, languages) as found:
        yield found


async def opened(chrome: Browser, address: str, language: Language) -> tuple[Page, Page]:
    """The visitor's side and the staff's, in one browser, as small as a phone."""
    context = await chrome.new_context(locale=language.code, viewport=PHONE)  # type: ignore[arg-type]
    visitor, staff = await context.new_page(), await context.new_page()
    await visitor.goto(address)
    await visitor.get_by_role("link", name=language.text("page.staff")).wait_for()
    await staff.goto(f"{address}/staff")
    return visitor, staff


async def write(page: Page, text: str) -> None:
    await page.get_by_role("textbox").fill(text)
    await page.keyboard.press("Enter")
    await expect(page.locator(".mine").last).to_contain_text(text)


async def press(page: Page, label: str) -> None:
    await page.get_by_role("button", name=label, exact=True).last.click()


async def sees(page: Page, text: str) -> None:
    """What comes from the other side appears by itself, and in sight."""
    bubble = page.locator(".bubble", has_text=text).last
    await expect(bubble).to_be_visible(timeout=10_000)
    await expect(bubble).to_be_in_viewport(timeout=10_000)


@pytest.mark.parametrize("code", ["en", "id"])
async def test_an_inquiry_goes_from_one_side_to_the_other_and_back(
    chrome: Browser, address: str, languages: Languages, code: str
) -> None:
    language = languages[code]
    visitor, staff = await opened(chrome, address, language)
    await write(visitor, "/ask zebra crossing licence")
    await press(visitor, language.text("form.kind_business"))
    for text in ("Altyn Metal", "KZ"):
        await write(visitor, text)
    for label in ("subject.port", "form.no_dates", "5", "form.here", "form.send"):
        await press(visitor, language.text(label) if "." in label else label)
    await sees(visitor, NUMBER)
    await staff.get_by_role("link", name=NUMBER).click(timeout=10_000)
    for words in ("Altyn Metal", "zebra crossing licence"):
        await sees(staff, words)
    await write(staff, "// only for us")
    await write(staff, "Good morning")
    await sees(visitor, "Good morning")
    await expect(visitor.get_by_text("only for us")).to_have_count(0)
    await write(staff, "wrong")
    await sees(visitor, "wrong")
    await press(staff, language.text("page.take_back"))
    await expect(visitor.locator(".bot", has_text="wrong")).to_have_count(0, timeout=10_000)
    await write(visitor, "thank you and farewell")
    await sees(staff, "thank you and farewell")
    await write(staff, "/close")
    await sees(visitor, plain(language.html("letter.closed", number=NUMBER)))
    await write(visitor, "/inquiries")
    await press(visitor, NUMBER)
    await press(visitor, language.text("inquiries.reopen"))
    await sees(staff, languages["id"].text("topic.person_reopen"))


async def test_the_staffs_side_is_no_wider_than_a_small_phone(
    chrome: Browser, address: str, languages: Languages
) -> None:
    visitor, staff = await opened(chrome, address, languages["id"])
    await write(visitor, "/ask " + "x" * 200)
    await press(visitor, languages["id"].text("form.kind_tourist"))
    await press(visitor, languages["id"].text("form.send"))
    await staff.get_by_role("link", name=NUMBER).click(timeout=10_000)
    await sees(staff, "x" * 200)
    for page in (visitor, staff):
        assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
