"""The commands that serve: `run` (Telegram, or the page without a token) and `chat` (the terminal)."""

import asyncio
import signal
import sys
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.application import Ground, assembled, opened
from bot.assistant import Assistant
from bot.commands.asking import prepared
from bot.commands.console import Console
from bot.playground.page import Page, serve
from bot.playground.telegram import Telegram
from bot.playground.terminal import Terminal
from bot.receiving.serving import Receiving, receiving
from bot.settings import Settings


async def run(settings: Settings, console: Console, args: Namespace) -> int:
    """Serve until stopped: Telegram with a token, the playground page without."""
    async with opened(settings) as ground:
        helper = await prepared(ground, console, draft=args.draft)
        if settings.token is None:
            await _serve_page(ground, helper, console)
        else:
            await _serve_telegram(ground, helper, settings.token, console)
    return 0


async def _serve_telegram(ground: Ground, helper: Assistant, token: str, console: Console) -> None:
    async with assembled(ground, helper, token) as whole, receiving(whole) as running:
        console.progress("run.telegram", name=whole.bot.username)
        await running.until(_stop_signal())
    console.progress("run.stopped")


async def _serve_page(ground: Ground, helper: Assistant, console: Console) -> None:
    settings, stop = ground.settings, _stop_signal()
    async with playground(ground, helper) as (tg, running):
        console.progress("run.no_token")
        console.progress("run.page", address=f"http://{settings.host}:{settings.port}")
        page = Page(tg, running.inbox, ground.languages)
        serving = asyncio.create_task(serve(page, settings.host, settings.port, stop))
        try:
            await asyncio.wait(
                {serving, asyncio.create_task(running.until(stop))}, return_when="FIRST_COMPLETED"
            )
        finally:
            stop.set()
            await serving
    console.progress("run.stopped")


async def chat(settings: Settings, console: Console, args: Namespace) -> int:
    """Chat in the terminal until the input ends."""
    async with opened(settings) as ground:
        helper = await prepared(ground, console, draft=args.draft)
        async with playground(ground, helper) as (tg, running):
            console.progress("chat.how")
            person = tg.person(language_code=console.language.code)
            await Terminal(person, running.inbox, _read_line, console.show).talk()
    return 0


@asynccontextmanager
async def playground(ground: Ground, helper: Assistant) -> AsyncIterator[tuple[Telegram, Receiving]]:
    """Run the bot against the Bot API in memory, for the length of the block."""
    # The inbox remembers the ids of earlier playgrounds: the clock keeps them from coming again.
    tg = Telegram(now=ground.now, first_update_id=int(ground.now().timestamp()))
    async with assembled(ground, helper, tg.token, tg) as whole, receiving(whole) as running:
        yield tg, running


def _read_line() -> str | None:
    sys.stdout.write("> ")
    sys.stdout.flush()
    line = sys.stdin.readline()
    return line or None


def _stop_signal() -> asyncio.Event:
    """Return the event that Ctrl-C and SIGTERM set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    return stop
