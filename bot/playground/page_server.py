"""The page's server: takes an address on this machine and serves the page until stopped."""

import asyncio
import socket

import uvicorn

from bot.languages import Trouble
from bot.playground.page import Page


class NoListen(Trouble):
    """The page's address cannot be served."""


def listen(host: str, port: int) -> socket.socket:
    """Take the page's address; raises NoListen."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        address = f"{host}:{port}"
        raise NoListen("page.no_listen", address=address, reason=error.strerror or error) from error


async def serve(page: Page, taken: socket.socket, stop: asyncio.Event) -> None:
    """Serve the page until stopped; uvicorn itself listens to the signals, too."""
    server = uvicorn.Server(uvicorn.Config(page.app(), log_level="warning", lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[taken]))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stopping.cancel()
    await serving
