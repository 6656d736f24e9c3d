import asyncio
import re
from collections.abc import AsyncIterator
from html import unescape

import httpx
import pytest

from bot.languages import Languages
from bot.playground.page import MOST_VISITORS, NoListen, Page, Visitors, listen, serve
from bot.playground.telegram import Telegram
from tests.conftest import Running


@pytest.fixture
def page(running: Running, languages: Languages) -> Page:
    return Page(running.tg, running.inbox, languages)


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
    assert '<a href="https://paper.example/quay">' in shown.text


async def test_each_question_in_a_row_is_answered_at_once(browser: httpx.AsyncClient) -> None:
    await browser.get("/")
    await browser.post("/say", data={"text": "how long is the quay"})
    shown = await browser.post("/say", data={"text": "which colour are the cranes"})
    assert "-1.2, 116.8" in shown.text
    assert "The cranes are yellow." in shown.text


async def test_a_button_can_be_pressed(browser: httpx.AsyncClient) -> None:
    shown = await browser.get("/")
    (message, data), *_ = re.findall(
        r'name="message" value="(\d+)"><button name="data" value="(.*?)"', shown.text
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


def test_the_longest_silent_visitors_are_forgotten(tg: Telegram) -> None:
    visitors = Visitors(tg)
    first, _ = visitors.welcome("en")
    second, person = visitors.welcome("en")
    for _ in range(MOST_VISITORS - 1):
        visitors.find(second)
        visitors.welcome("en")
    assert visitors.find(first) is None
    assert visitors.find(second) is person


async def test_it_is_served_until_the_stop(page: Page, languages: Languages) -> None:
    stop, taken = asyncio.Event(), listen("127.0.0.1", 0)
    serving = asyncio.create_task(serve(page, taken, stop))
    async with httpx.AsyncClient(trust_env=False) as client:
        shown = await client.get(f"http://127.0.0.1:{taken.getsockname()[1]}/")
    stop.set()
    await asyncio.wait_for(serving, 10)
    assert languages["en"].text("page.title") in unescape(shown.text)


def test_an_address_in_use_is_named() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(NoListen) as refused:
            listen("127.0.0.1", port)
    assert refused.value.params["address"] == f"127.0.0.1:{port}"
