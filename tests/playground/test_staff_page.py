import asyncio
import re
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.playground.page import Page
from bot.playground.staff_page import GROUP
from tests.conftest import Running, Start


@pytest.fixture
async def running(start: Start) -> AsyncIterator[Running]:
    async with start(staff_chat=GROUP) as found:
        yield found


@pytest.fixture
async def browser(running: Running) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(Page(running.tg, running.whole, running.inbox).app())
    async with httpx.AsyncClient(
        transport=transport, base_url="http://page", follow_redirects=True
    ) as client:
        yield client


async def press(browser: httpx.AsyncClient, data: str) -> str:
    shown = (await browser.get("/")).text
    message = re.findall(rf'name="message" value="(\d+)">(?:(?!</form>)[\s\S])*?value="{data}"', shown)[-1]
    return (await browser.post("/press", data={"message": message, "data": data})).text


async def test_an_inquiry_goes_from_one_side_of_the_page_to_the_other(
    browser: httpx.AsyncClient, running: Running
) -> None:
    assert "Here you play a member of the staff" in (await browser.get("/staff")).text
    await browser.get("/")
    await browser.post("/say", data={"text": "/ask why is it blue"})
    await press(browser, "f1:kind:tourist")
    assert "BPN-2026-0001" in await press(browser, "f1:send")
    await running.quiet()
    (topic,) = re.findall(r"/staff\?topic=(\d+)", (await browser.get("/staff")).text)
    shown = await browser.get("/staff", params={"topic": topic})
    assert "why is it blue" in shown.text
    await browser.post("/staff/say", data={"topic": topic, "text": "Because of the sea"})
    await running.quiet()
    assert "Because of the sea" in (await browser.get("/")).text
    shown = await browser.get("/staff", params={"topic": topic})
    (reply,) = re.findall(r'name="reply" value="(\d+)"', shown.text)
    await browser.post("/staff/say", data={"topic": topic, "text": "/delete", "reply": reply})
    await running.quiet()
    assert "Because of the sea" not in (await browser.get("/")).text


@pytest.mark.parametrize("topic", ["99", "x", "-1", ""])
async def test_a_topic_that_there_is_not_is_the_general_one(browser: httpx.AsyncClient, topic: str) -> None:
    assert (await browser.get("/staff", params={"topic": topic})).status_code == 200
    async with asyncio.timeout(5):
        await browser.post("/staff/say", data={"topic": topic, "text": "/open"})
    assert (
        "permintaan" in (await browser.get("/staff")).text or "inquiry" in (await browser.get("/staff")).text
    )
