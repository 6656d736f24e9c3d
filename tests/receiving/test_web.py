import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.receiving.web import NoListen, listen, served


async def hello(_request: Request) -> Response:
    return PlainTextResponse("hello")


async def test_it_serves_for_the_length_of_the_block() -> None:
    taken = listen("127.0.0.1", 0)
    address = f"http://127.0.0.1:{taken.getsockname()[1]}/"
    async with httpx.AsyncClient(trust_env=False) as client:
        async with served(Starlette(routes=[Route("/", hello)]), taken):
            assert (await client.get(address)).text == "hello"
        with pytest.raises(httpx.TransportError):
            await client.get(address)


def test_an_address_in_use_is_named() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(NoListen) as refused:
            listen("127.0.0.1", port)
    assert refused.value.params["address"] == f"127.0.0.1:{port}"
