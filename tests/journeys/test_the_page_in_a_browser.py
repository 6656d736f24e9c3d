"""The page in a real browser: typed, pressed, walked, switched, narrow, dark, by keyboard, without script."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from bot.languages import Languages
from tests.browser import chromium
from tests.conftest import Running
from tests.journeys.conftest import page_of

pytestmark = pytest.mark.skipif(
    chromium() is None, reason="Chromium is missing: install the package chromium"
)
PHONE = {"width": 320, "height": 640}


@pytest.fixture
async def address(running: Running, languages: Languages) -> AsyncIterator[str]:
    """The page, served."""
    async with page_of(running, languages) as found:
        yield found


@pytest.fixture
async def context(chrome: Browser) -> AsyncIterator[BrowserContext]:
    found = await chrome.new_context(locale="en-GB")
    yield found
    await found.close()


@pytest.fixture
async def page(context: BrowserContext, address: str) -> Page:
    found = await context.new_page()
    await found.goto(address)
    return found


async def ask(page: Page, text: str) -> None:
    await page.get_by_role("textbox").fill(text)
    await page.keyboard.press("Enter")


async def test_a_typed_question_is_answered_in_place_and_its_source_opens_elsewhere(page: Page) -> None:
    await ask(page, "which colour are the cranes")
    await expect(page.get_by_text("The cranes are yellow.")).to_be_visible()
    source = page.get_by_role("link", name="A walk along the quay")
    assert await source.get_attribute("href") == "https://paper.example/quay"
    assert await source.get_attribute("target") == "_blank"
    await expect(page.get_by_role("textbox")).to_be_focused()
    assert page.url.endswith("/")


async def test_a_button_brings_its_entry_and_a_place_is_a_card(page: Page) -> None:
    await ask(page, "which colour are the cranes")
    await page.get_by_role("button", name="The long quay").click()
    await expect(page.get_by_text("The quay is 270 metres long.")).to_be_visible()
    await expect(page.locator(".venue")).to_contain_text("-1.2, 116.8")


async def test_the_menu_turns_its_own_message_and_keeps_the_focus(page: Page, languages: Languages) -> None:
    back = languages["en"].text("topics.back")
    await ask(page, "/topics")
    await page.get_by_role("button", name="Port", exact=True).click()
    await expect(page.get_by_role("button", name=back)).to_be_visible()
    assert await page.locator("article.bot").count() == 2
    assert await page.evaluate("document.activeElement.tagName") == "BUTTON"
    await page.get_by_role("button", name=back).click()
    await expect(page.get_by_role("button", name=back)).to_have_count(0)


async def test_the_commands_stand_in_the_menu_and_the_keyboard_alone_reaches_them(
    page: Page, languages: Languages
) -> None:
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Enter")
    item = page.get_by_role("button", name="/help")
    await expect(item).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(item).to_be_hidden()
    await page.keyboard.press("Enter")
    await item.press("Enter")
    await expect(page.get_by_text(languages["en"].text("welcome.help").split("\n")[0])).to_be_visible()


async def test_the_language_is_switched_and_the_bot_follows(page: Page, languages: Languages) -> None:
    indonesian = page.get_by_role("button", name="Bahasa Indonesia")
    async with page.expect_navigation():
        await indonesian.click()
    await expect(indonesian).to_have_attribute("aria-pressed", "true")
    assert await page.locator("html").get_attribute("lang") == "id"
    await ask(page, "/topics")
    await expect(page.get_by_role("button", name="Pelabuhan")).to_be_visible()


async def test_both_languages_stand_side_by_side(page: Page, languages: Languages) -> None:
    await page.get_by_role("link", name=languages["en"].text("page.both")).click()
    await ask(page, "which colour are the cranes")
    await expect(page.get_by_text("The cranes are yellow.")).to_be_visible()
    await expect(page.get_by_text("Dereknya kuning.")).to_be_visible()


async def test_an_answer_is_shared_through_inline_mode(page: Page, languages: Languages) -> None:
    await ask(page, "which colour are the cranes")
    await page.get_by_role("link", name=languages["en"].text("button.share")).click()
    await page.locator(".inline").get_by_role("button", name="The cranes").click()
    await expect(page.locator(".mine").last).to_contain_text("The cranes are yellow.")


@pytest.mark.parametrize("where", ["", "both?q=how+long+is+the+quay"])
async def test_nothing_is_wider_than_a_small_phone(page: Page, address: str, where: str) -> None:
    await page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    await page.goto(f"{address}/{where}")
    if not where:
        await ask(page, "how long is the quay " + "x" * 200)
        await expect(page.locator(".mine")).to_have_count(2)
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


async def test_the_dark_is_dark(page: Page) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    light = await page.evaluate(colour)
    await page.emulate_media(color_scheme="dark")
    assert await page.evaluate(colour) != light


async def test_a_screen_reader_is_told_who_speaks_and_hears_what_is_new(page: Page) -> None:
    log = page.get_by_role("log")
    assert await log.get_attribute("aria-live") == "polite"
    await log.evaluate(
        "chat => { window.added = []; new MutationObserver(seen => seen.forEach(one =>"
        " window.added.push(...one.addedNodes))).observe(chat, { childList: true }); }"
    )
    await ask(page, "which colour are the cranes")
    await expect(page.get_by_text("The cranes are yellow.")).to_be_visible()
    assert await page.evaluate("window.added.filter(one => one.tagName === 'ARTICLE').length") == 2
    assert await page.locator("button:not([aria-label])").evaluate_all(
        "all => all.every(one => one.textContent.trim() !== '')"
    )


async def test_what_is_typed_stays_text(page: Page) -> None:
    await ask(page, "<img src=x onerror='document.title=1'><script>document.title=2</script>{{ 7*7 }}")
    await expect(page.locator(".mine").last).to_contain_text("{{ 7*7 }}")
    assert await page.title() not in {"1", "2"}
    assert await page.locator("#chat img").count() == 0


async def test_nothing_comes_from_elsewhere(context: BrowserContext, address: str) -> None:
    page, asked = await context.new_page(), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(address)
    await ask(page, "how long is the quay")
    await expect(page.locator(".venue")).to_be_visible()
    assert {url for url in asked if not url.startswith(address)} == set()


async def test_it_works_without_script(chrome: Browser, address: str) -> None:
    context = await chrome.new_context(locale="id-ID", java_script_enabled=False)
    page = await context.new_page()
    await page.goto(address)
    await ask(page, "apa warna derek pelabuhan")
    await expect(page.get_by_text("Dereknya kuning.")).to_be_visible()
    await page.get_by_role("button", name="Dermaga panjang").click()
    await expect(page.get_by_text("Dermaga panjangnya 270 meter.")).to_be_visible()
    await context.close()
