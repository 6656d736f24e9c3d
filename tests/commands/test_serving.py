"""`run` and `chat` serve the real bot: against the Bot API in memory, and against a server that refuses."""

import asyncio
import os
import signal
import socket
import sys
from argparse import Namespace
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from io import StringIO
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.commands.console import Console
from bot.commands.serving import chat, playground, run
from bot.ground import assistant, opened
from bot.languages import Trouble
from bot.publishing.apart import apart
from bot.settings import Settings

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
Parsed = Callable[..., Namespace]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
async def refusing() -> AsyncIterator[str]:
    """A Bot API server that knows no token."""

    async def refuse(_: web.Request) -> web.Response:
        return web.json_response({"ok": False, "error_code": 401, "description": "Unauthorized"}, status=401)

    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", refuse)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_the_terminal_answers_until_the_input_ends(
    settings: Settings, console: Console, parsed: Parsed, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO("how long is the quay\n\nhello\n"))
    assert await chat(settings, console, parsed("chat")) == 0
    shown = capsys.readouterr().out
    assert shown.index("270 metres") < shown.index("Good day.")


async def test_the_playground_is_the_real_bot(settings: Settings) -> None:
    async with opened(settings) as ground, playground(ground, await assistant(ground)) as play:
        person = play.tg.person(language_code="en")
        await person.say("how long is the quay")
        await person.next_message(20)
        await asyncio.wait_for(play.running.inbox.quiet.wait(), 20)
        answer, venue = person.messages
        assert "270 metres" in answer.text
        assert venue.venue is not None


async def test_without_a_token_the_page_is_served_until_stopped(
    settings: Settings, console: Console, parsed: Parsed, capsys: Capture, unused_tcp_port: int
) -> None:
    served = replace(settings, port=unused_tcp_port)
    serving = asyncio.create_task(run(served, console, parsed("run")))
    address = f"http://127.0.0.1:{unused_tcp_port}"
    async with aiohttp.ClientSession() as session:
        assert await until_served(session, address) == 200
    os.kill(os.getpid(), signal.SIGTERM)
    assert await asyncio.wait_for(serving, 20) == 0
    assert address in capsys.readouterr().err


@pytest.mark.parametrize("length", ["270", "271"])
async def test_it_says_when_the_content_differs_from_what_is_served(
    settings: Settings, console: Console, monkeypatch: pytest.MonkeyPatch, capsys: Capture, length: str
) -> None:
    async with opened(settings) as ground:
        await ground.press.publish(settings.content, ground.now())
    for file in settings.content.glob("entries/**/*.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("value: 270", f"value: {length}"), encoding="utf-8")
    compared = asyncio.Event()

    async def telling(*given: Any) -> Any:
        digest = await apart(*given)
        compared.set()
        return digest

    monkeypatch.setattr("bot.commands.serving.apart", telling)
    with socket.create_server(("127.0.0.1", 0)) as free:
        served = replace(settings, port=free.getsockname()[1])
    serving = asyncio.create_task(run(served, console, Namespace(draft=False)))
    await asyncio.wait_for(compared.wait(), 20)
    await asyncio.sleep(0.1)
    os.kill(os.getpid(), signal.SIGTERM)
    assert await asyncio.wait_for(serving, 20) == 0
    assert ("differs from edition 1" in capsys.readouterr().err) is (length == "271")


async def until_served(session: aiohttp.ClientSession, address: str) -> int:
    async with asyncio.timeout(20):
        while True:
            try:
                async with session.get(address) as response:
                    return response.status
            except aiohttp.ClientConnectorError:
                await asyncio.sleep(0.02)


async def test_a_refused_token_is_a_trouble_that_does_not_show_it(
    settings: Settings, console: Console, parsed: Parsed, refusing: str
) -> None:
    served = replace(settings, token=TOKEN, api_url=refusing)
    with pytest.raises(Trouble) as caught:
        await asyncio.wait_for(run(served, console, parsed("run")), 20)
    assert "AAHdqTcv" not in console.text(caught.value.key, **caught.value.params)
