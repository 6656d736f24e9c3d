"""The playground's Bot API as an HTTP server on this machine, for a bot that runs in another process."""

import json
import socket
import struct
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from aiohttp import web
from telegram.error import NetworkError

from bot.playground.telegram import Telegram


async def _parameters(request: web.Request) -> Mapping[str, str]:
    """Read a form, or JSON, whose values that are no text count as the JSON that they are."""
    if request.content_type == "application/json":
        given = json.loads(await request.read() or b"{}")
        return {name: one if isinstance(one, str) else json.dumps(one) for name, one in given.items()}
    return {name: value for name, value in (await request.post()).items() if isinstance(value, str)}


def _reset(request: web.Request) -> None:
    """Break the line, as a network does that says nothing more."""
    if request.transport is not None:
        line: socket.socket = request.transport.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.transport.abort()


@asynccontextmanager
async def served(tg: Telegram, port: int = 0) -> AsyncIterator[str]:
    """Serve for the length of the block; gives the address for GERBANG_API_URL."""

    async def answer(request: web.Request) -> web.Response:
        parameters = await _parameters(request)
        found = request.match_info
        try:
            status, body = await tg.answer(found["token"], found["method"], parameters)
        except NetworkError:
            _reset(request)
            return web.Response()
        return web.Response(status=status, body=body, content_type="application/json")

    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
