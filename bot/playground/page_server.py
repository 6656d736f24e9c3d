"""The page's server: serves the page on an address of this machine until stopped."""

import asyncio
import socket

import uvicorn

from bot.playground.page import Page


async def serve(page: Page, taken: socket.socket, stop: asyncio.Event) -> None:
    """Serve the page until stopped; uvicorn itself listens to the signals, too."""
    server = uvicorn.Server(uvicorn.Config(page.app(), log_level="warning", lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[taken]))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stopping.cancel()
    await serving
