import asyncio
import json
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.sending.transport import AiohttpRequest, Fate, NeverSent, Patience, fate_of

TOKEN = "123:SECRET"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
OK = {"ok": True, "result": True}


@asynccontextmanager
async def served(
    handler: Handler, patience: Patience | None = None, connections: int = 8
) -> AsyncIterator[Bot]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    request = AiohttpRequest(connections, patience=patience or Patience(), trust_env=False)
    async with TestServer(app) as server, request:
        yield Bot(TOKEN, base_url=f"http://127.0.0.1:{server.port}/bot", request=request)


async def refused() -> Bot:
    async with TestServer(web.Application()) as server:
        port = server.port
    request = AiohttpRequest(trust_env=False)
    await request.initialize()
    return Bot(TOKEN, base_url=f"http://127.0.0.1:{port}/bot", request=request)


async def test_a_call_goes_out_as_json_and_comes_back() -> None:
    seen: dict[str, str] = {}

    async def handler(request: web.Request) -> web.Response:
        seen.update(await request.json(), path=request.path)
        return web.json_response(OK)

    async with served(handler) as bot:
        assert await bot.send_chat_action(7, "typing")
    assert seen == {"chat_id": "7", "action": "typing", "path": f"/bot{TOKEN}/sendChatAction"}


async def test_files_go_up_as_multipart() -> None:
    seen: dict[str, object] = {}

    async def handler(request: web.Request) -> web.Response:
        form = await request.post()
        photo = form["photo"]
        assert isinstance(photo, web.FileField)
        seen.update(chat=form["chat_id"], body=photo.file.read())
        return web.json_response(OK)

    async with served(handler) as bot:
        await bot.set_chat_photo(-100, b"picture")
    assert seen == {"chat": "-100", "body": b"picture"}


@pytest.mark.parametrize(
    ("status", "body", "error", "fate"),
    [
        (429, {"parameters": {"retry_after": 3}}, RetryAfter, Fate.RETRY),
        (400, {"parameters": {"migrate_to_chat_id": -5}}, ChatMigrated, Fate.MOVED),
        (400, {"description": "Bad Request: chat not found"}, BadRequest, Fate.FINAL),
        (403, {"description": "Forbidden: bot was blocked by the user"}, Forbidden, Fate.FINAL),
        (401, {"description": "Unauthorized"}, InvalidToken, Fate.FINAL),
        (409, {"description": "Conflict: terminated"}, Conflict, Fate.FINAL),
        (502, {"description": "Bad Gateway"}, NetworkError, Fate.UNCERTAIN),
        (302, {}, NetworkError, Fate.UNCERTAIN),
    ],
)
async def test_refusals_are_sorted(
    status: int, body: dict[str, object], error: type[TelegramError], fate: Fate
) -> None:
    async def handler(_request: web.Request) -> web.Response:
        return web.json_response({"ok": False, **body}, status=status)

    async with served(handler) as bot:
        with pytest.raises(error) as caught:
            await bot.get_me()
    assert fate_of(caught.value) is fate


async def test_a_refused_connection_was_never_sent() -> None:
    bot = await refused()
    with pytest.raises(NeverSent) as caught:
        await bot.get_me()
    assert fate_of(caught.value) is Fate.NEVER_SENT
    await bot.request.shutdown()


async def test_a_line_closed_after_reading_is_uncertain() -> None:
    async def handler(request: web.Request) -> web.Response:
        await request.read()
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    async with served(handler) as bot:
        with pytest.raises(NetworkError) as caught:
            await bot.get_me()
    assert fate_of(caught.value) is Fate.UNCERTAIN


async def test_an_answer_that_does_not_come_is_uncertain() -> None:
    over = asyncio.Event()

    async def handler(_request: web.Request) -> web.Response:
        await over.wait()
        return web.json_response(OK)

    async with served(handler, Patience(read=0.05)) as bot:
        with pytest.raises(TimedOut) as caught:
            await bot.get_me()
        over.set()
    assert fate_of(caught.value) is Fate.UNCERTAIN


async def test_a_calls_own_patience_wins() -> None:
    over = asyncio.Event()

    async def handler(_request: web.Request) -> web.Response:
        await over.wait()
        return web.json_response(OK)

    async with served(handler) as bot:
        with pytest.raises(TimedOut):
            await bot.get_me(read_timeout=0.05)
        over.set()


async def test_no_free_connection_means_never_sent() -> None:
    reached, over = asyncio.Event(), asyncio.Event()

    async def handler(_request: web.Request) -> web.Response:
        reached.set()
        await over.wait()
        return web.json_response(OK)

    async with served(handler, connections=1) as bot:
        first = asyncio.create_task(bot.send_chat_action(7, "typing"))
        await asyncio.wait_for(reached.wait(), 5)
        with pytest.raises(NeverSent):
            await bot.send_chat_action(8, "typing", pool_timeout=0.02, connect_timeout=0.03)
        over.set()
        assert await first


async def test_nothing_is_sent_before_initialize() -> None:
    with pytest.raises(NeverSent):
        await Bot(TOKEN, request=AiohttpRequest()).request.post("http://127.0.0.1/")


async def test_the_token_stands_in_no_error_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    bot = await refused()
    with caplog.at_level(logging.DEBUG), pytest.raises(NeverSent) as caught:
        await bot.get_me()
    await bot.request.shutdown()
    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + caplog.text
    assert "SECRET" not in told
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


async def test_an_address_that_cannot_be_one_does_not_show_the_token() -> None:
    request = AiohttpRequest(trust_env=False)
    async with request:
        with pytest.raises(NeverSent) as caught:
            await request.post(f"http://[bad/bot{TOKEN}/getMe")
    assert "SECRET" not in repr(caught.value) + str(caught.value.__context__)


def test_a_missing_method_is_final_and_our_own_fault_is_final() -> None:
    assert fate_of(EndPointNotFound("x")) is Fate.FINAL
    assert fate_of(ValueError()) is Fate.FINAL


async def test_initializing_twice_keeps_the_session() -> None:
    request = AiohttpRequest()
    async with request:
        session = request._session
        await request.initialize()
        assert request._session is session
    assert request._session is None


def test_of_a_sent_message_only_its_place_is_kept() -> None:
    sent = {"message_id": 3, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "ours", "entities": []}
    answer = AiohttpRequest.parse_json_payload(json.dumps({"ok": True, "result": sent}).encode())
    assert set(answer["result"]) == {"message_id", "date", "chat"}
    assert AiohttpRequest.parse_json_payload(b'{"ok": true, "result": true}') == {"ok": True, "result": True}
