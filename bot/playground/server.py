"""The playground's Bot API as an HTTP server on this machine, for a bot that runs in another process."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from aiohttp import web

from bot.playground.telegram import Telegram


@asynccontextmanager
async def served(tg: Telegram, port: int = 0) -> AsyncIterator[str]:
    """Serve for the length of the block; gives the address for GERBANG_API_URL."""

    async def answer(request: web.Request) -> web.Response:
        parameters: Mapping[str, str] = {
            name: value for name, value in (await request.post()).items() if isinstance(value, str)
        }
        found = request.match_info
        status, body = await tg.answer(found["token"], found["method"], parameters)
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
