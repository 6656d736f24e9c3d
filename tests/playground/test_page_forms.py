import asyncio

import pytest
from starlette.requests import Request
from starlette.types import Message

from bot.playground import page_forms
from bot.playground.page_forms import read_form, settled
from tests.conftest import Running


@pytest.mark.parametrize(
    ("body", "form"),
    [
        (b"text=kapal+apa%3F&topic=7", {"text": "kapal apa?", "topic": "7"}),
        (b"text=%ff", {"text": "\N{REPLACEMENT CHARACTER}"}),
        (b"", {}),
    ],
)
async def test_a_form_is_read(body: bytes, form: dict[str, str]) -> None:
    async def receive() -> Message:
        await asyncio.sleep(0)
        return {"type": "http.request", "body": body}

    assert await read_form(Request({"type": "http"}, receive)) == form


async def test_a_page_waits_for_the_answer(running: Running) -> None:
    person = running.tg.person(7, "Budi")
    await person.say("/start")
    await settled(person, running.inbox, lambda: not running.tg.pending or None)
    assert person.messages


async def test_a_page_is_not_held_back_for_ever(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_forms, "WAIT", 0.01)
    async with asyncio.timeout(5):
        await settled(running.tg.person(7, "Budi"), running.inbox, lambda: None)
