"""The web server of this machine: takes an address, and serves an application for the length of a block."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp

from bot.languages import Trouble

# Seconds that a proxy may keep an idle connection: longer than the usual proxy does, so that it hangs up.
KEPT_ALIVE = 75
# Seconds that requests in hand get to finish.
GRACE = 5


class NoListen(Trouble):
    """The address cannot be served."""


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to the program, which stops its parts in order."""
        yield


def listen(host: str, port: int) -> socket.socket:
    """Take an address; raises NoListen."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        address = f"{host}:{port}"
        raise NoListen("page.no_listen", address=address, reason=error.strerror or error) from error


@asynccontextmanager
async def served(app: ASGIApp, taken: socket.socket) -> AsyncIterator[None]:
    """Serve an application on a taken address; at the end requests in hand are finished first."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=False,
        timeout_keep_alive=KEPT_ALIVE,
        timeout_graceful_shutdown=GRACE,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[taken]), name="web")
    try:
        yield
    finally:
        server.should_exit = True
        await serving
