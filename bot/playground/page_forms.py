"""Forms: what both sides of the page do with one: read it, and wait until the bot has dealt with it."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.playground.telegram_seen import Seen
from bot.receiving.inbox import Inbox

# Seconds for which a page is held back for the bot.
WAIT = 10.0


async def read_form(request: Request) -> Mapping[str, str]:
    """Read the page's own small forms; Starlette's reader would need one more package."""
    return dict(parse_qsl((await request.body()).decode(errors="replace")))


async def settled(chat: Seen, inbox: Inbox, look: Callable[[], bool | None]) -> None:
    """Wait until `look` finds something in a chat and the bot is quiet, for WAIT seconds each at most."""
    with suppress(TimeoutError):
        await chat.until(look, WAIT)
        await asyncio.wait_for(inbox.quiet.wait(), WAIT)
