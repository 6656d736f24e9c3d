import re
from collections.abc import AsyncIterator
from html import unescape

import httpx
import pytest

from bot.chat.profile import present
from bot.languages import Languages
from bot.playground.page import Page
from tests.conftest import Running


@pytest.fixture
def page(running: Running) -> Page:
    return Page(running.tg, running.whole, running.inbox)


@pytest.fixture
async def browser(page: Page) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(page.app())
    async with httpx.AsyncClient(
        transport=transport, base_url="http://page", follow_redirects=True
    ) as client:
        yield client


async def test_a_new_visitor_is_greeted_in_the_browsers_language(
    browser: httpx.AsyncClient, languages: Languages
) -> None:
    shown = await browser.get("/", headers={"accept-language": "fr;q=0.9, id-ID, en"})
    assert '<html lang="id">' in shown.text
    assert languages["id"].text("welcome.unofficial") in unescape(shown.text)


async def test_a_question_is_answered_with_its_source_linked(browser: httpx.AsyncClient) -> None:
    await browser.get("/")
    shown = await browser.post("/say", data={"text": "which colour are the cranes"})
    assert "The cranes are yellow." in shown.text
    assert 'rel="noopener noreferrer" href="https://paper.example/quay">' in shown.text


async def test_each_question_in_a_row_is_answered_at_once(browser: httpx.AsyncClient) -> None:
    await browser.get("/")
    await browser.post("/say", data={"text": "how long is the quay"})
    shown = await browser.post("/say", data={"text": "which colour are the cranes"})
    assert "-1.2, 116.8" in shown.text
    assert "The cranes are yellow." in shown.text


async def test_a_button_can_be_pressed(browser: httpx.AsyncClient) -> None:
    shown = await browser.get("/")
    (message, data), *_ = re.findall(
        r'name="message" value="(\d+)">\s*<button name="data" value="(.*?)"', shown.text
    )
    shown = await browser.post("/press", data={"message": message, "data": data})
    assert "The cranes are yellow." in shown.text


@pytest.mark.parametrize(
    "form", [{}, {"message": "x", "data": "y"}, {"message": "99", "data": "y"}, {"message": "2", "data": "y"}]
)
async def test_a_forged_press_changes_nothing(browser: httpx.AsyncClient, form: dict[str, str]) -> None:
    before = await browser.get("/")
    assert (await browser.post("/press", data=form)).text == before.text


async def test_what_a_visitor_types_is_never_markup(browser: httpx.AsyncClient) -> None:
    await browser.get("/")
    shown = await browser.post("/say", data={"text": "<script>alert(1)</script>{{ 7*7 }}"})
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in shown.text
    assert "<script>" not in shown.text


async def test_nothing_typed_is_nothing_said(browser: httpx.AsyncClient) -> None:
    before = await browser.get("/")
    for body in ("", "text=", "text=+++", "other=1"):
        kind = {"content-type": "application/x-www-form-urlencoded"}
        assert (await browser.post("/say", content=body, headers=kind)).text == before.text


async def test_a_browser_without_its_cookie_sees_no_other_chat(browser: httpx.AsyncClient) -> None:
    await browser.get("/")
    await browser.post("/say", data={"text": "my secret words"})
    browser.cookies.clear()
    assert "my secret words" not in (await browser.get("/")).text


async def test_no_script_and_no_foreign_page_may_act(browser: httpx.AsyncClient) -> None:
    shown = await browser.get("/")
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    cookie = shown.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


async def test_the_style_is_served(browser: httpx.AsyncClient) -> None:
    assert (await browser.get("/style.css")).headers["content-type"].startswith("text/css")


async def test_the_menu_holds_the_bots_commands(
    running: Running, browser: httpx.AsyncClient, languages: Languages
) -> None:
    await present(running.whole.bot, languages, None)
    shown = unescape((await browser.get("/")).text)
    assert 'value="/topics"' in shown
    assert languages["en"].text("command.topics") in shown
    assert languages["en"].text("profile.name_unofficial") in shown


async def test_the_language_can_be_switched(browser: httpx.AsyncClient, languages: Languages) -> None:
    await browser.get("/")
    shown = await browser.post("/language", data={"language": "id"})
    assert '<html lang="id">' in shown.text
    shown = await browser.post("/say", data={"text": "/help"})
    assert languages["id"].text("topics.all") in unescape(shown.text)


@pytest.mark.parametrize("form", [{}, {"language": "xx"}, {"language": ""}])
async def test_an_unknown_language_changes_nothing(browser: httpx.AsyncClient, form: dict[str, str]) -> None:
    before = await browser.get("/")
    assert (await browser.post("/language", data=form)).text == before.text


async def test_a_link_leads_to_its_entry(browser: httpx.AsyncClient) -> None:
    assert "The cranes are yellow." in (await browser.get("/?start=e-cranes")).text


async def test_an_answer_can_be_shared_and_is_not_answered_again(browser: httpx.AsyncClient) -> None:
    await browser.get("/")
    shown = await browser.post("/say", data={"text": "which colour are the cranes"})
    (address,) = re.findall(r'href="(/\?share=[^"]+)"', shown.text)
    shown = await browser.get(unescape(address))
    (result, *_) = re.findall(r'name="result" value="([^"]+)"', shown.text)
    shown = await browser.post("/pick", data={"result": result})
    assert shown.text.count("The cranes are yellow.") == 2
    again = await browser.post("/pick", data={"result": result})
    assert again.text.count("The cranes are yellow.") == 2


async def test_sharing_before_anything_was_said_shows_the_topics(browser: httpx.AsyncClient) -> None:
    assert 'value="t1:en:port"' in (await browser.get("/?share=")).text


async def test_both_languages_stand_side_by_side(browser: httpx.AsyncClient) -> None:
    shown = await browser.get("/both?q=which colour are the cranes")
    assert "The cranes are yellow." in shown.text
    assert "Dereknya kuning." in shown.text
    assert 'href="/both?entry=quay"' in shown.text


async def test_an_entry_can_be_compared_by_itself(browser: httpx.AsyncClient) -> None:
    shown = await browser.get("/both?entry=quay")
    assert "270 metres" in shown.text
    assert "270 meter" in shown.text
    assert shown.text.count("-1.2, 116.8") == 2


@pytest.mark.parametrize("address", ["/both", "/both?entry=nothing", "/both?q=", "/both?q=%00%ff"])
async def test_nothing_to_compare_breaks_nothing(browser: httpx.AsyncClient, address: str) -> None:
    assert (await browser.get(address)).status_code == 200


@pytest.mark.parametrize("name", ["page.js", "icon.svg", "style.css"])
async def test_everything_comes_from_the_page_itself(browser: httpx.AsyncClient, name: str) -> None:
    assert (await browser.get(f"/{name}")).status_code == 200


@pytest.mark.parametrize("name", ["page.py", "..%2fpage.py", "base.html", ".env"])
async def test_no_other_file_is_given_out(browser: httpx.AsyncClient, name: str) -> None:
    assert (await browser.get(f"/{name}")).status_code == 404
