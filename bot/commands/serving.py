"""The commands that serve: `run` (Telegram, or the page without a token) and `chat` (the terminal)."""

import asyncio
import signal
import sys
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from bot.application import Assembled, assembled
from bot.assistant import Assistant
from bot.chat.profile import presented
from bot.commands.asking import prepared
from bot.commands.console import Console
from bot.content.reading import read
from bot.desk.room import HOME
from bot.ground import Ground, opened
from bot.playground.page import Page
from bot.playground.page_server import serve
from bot.playground.staff_page import GROUP
from bot.playground.telegram import Telegram
from bot.playground.terminal import Terminal
from bot.publishing.apart import apart
from bot.receiving.polling import poll
from bot.receiving.serving import Feed, Receiving, by_polling, by_webhook, receiving
from bot.receiving.web import NoListen, listen
from bot.settings import Settings
from bot.storage import service
from bot.storage.digest import digest_of


async def run(settings: Settings, console: Console, args: Namespace) -> int:
    """Serve until stopped: Telegram with a token, the playground page without."""
    stop = _stop_signal()
    async with opened(settings) as ground:
        helper = await prepared(ground, console, draft=args.draft)
        if settings.token is None:
            await _serve_page(ground, helper, console, stop)
        else:
            await _serve_telegram(ground, helper, settings.token, console, stop)
    return 0


async def _serve_telegram(
    ground: Ground, helper: Assistant, token: str, console: Console, stop: asyncio.Event
) -> None:
    feed = _feed(ground.settings, console)
    async with (
        assembled(ground, helper, token) as whole,
        presented(whole.bot, ground.languages, ground.settings.authority, whole.house.groups),
        receiving(whole, feed) as running,
    ):
        console.progress("run.telegram", name=whole.bot.username)
        async with _comparing(ground, helper, console):
            await running.until(stop)
    console.progress("run.stopped")


def _feed(settings: Settings, console: Console) -> Feed:
    """Return what brings updates in; polling does without its health address where that is taken."""
    if settings.webhook_url:
        return by_webhook(listen(settings.host, settings.port))
    try:
        return by_polling(listen(settings.host, settings.port))
    except NoListen as trouble:
        console.progress("run.no_health", **trouble.params)
        return poll


async def _serve_page(ground: Ground, helper: Assistant, console: Console, stop: asyncio.Event) -> None:
    settings = ground.settings
    taken = listen(settings.host, settings.port)
    async with playground(await staffed(ground), helper) as play:
        running = play.running
        page = Page(play.tg, play.whole, running.inbox)
        serving = asyncio.create_task(serve(page, taken, stop))
        console.progress("run.no_token")
        console.progress("run.page", address=f"http://{settings.host}:{taken.getsockname()[1]}")
        try:
            until = asyncio.create_task(running.until(stop))
            async with _comparing(ground, helper, console):
                await asyncio.wait({serving, until}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stop.set()
            await serving
    console.progress("run.stopped")


async def staffed(ground: Ground) -> Ground:
    """Return the ground with a staff's group of the page's own, whose earlier topics are made again."""
    async with ground.database.begin() as session:
        await service.set_value(session, HOME, "page", ground.now())
    return replace(ground, settings=replace(ground.settings, staff_chat=GROUP))


@asynccontextmanager
async def _comparing(ground: Ground, helper: Assistant, console: Console) -> AsyncIterator[None]:
    """Look meanwhile whether `content/` differs from what is served, and say so."""
    comparing = asyncio.create_task(_compare(ground, helper, console), name="comparing")
    try:
        yield
    finally:
        comparing.cancel()
        await asyncio.gather(comparing, return_exceptions=True)


async def _compare(ground: Ground, helper: Assistant, console: Console) -> None:
    shelf = helper.library.shelf
    if shelf.number is None:
        return
    # To read it takes seconds in which who asks would wait, and memory that the bot has no use for.
    digest = await apart(_digest, (ground.settings.content, tuple(ground.languages)))
    if digest != await asyncio.to_thread(digest_of, shelf.content):
        console.progress("console.content_differs", number=shelf.number)


def _digest(given: tuple[Path, tuple[str, ...]]) -> str:
    """Return the digest of a content folder in some languages."""
    content, _ = read(*given)
    return digest_of(content)


async def chat(settings: Settings, console: Console, args: Namespace) -> int:
    """Chat in the terminal until the input ends."""
    async with opened(settings) as ground:
        helper = await prepared(ground, console, draft=args.draft)
        async with playground(ground, helper) as play:
            console.progress("chat.how")
            person = play.tg.person(language_code=console.language.code)
            await Terminal(person, play.running.inbox, _read_line, console.show).talk()
    return 0


class Playground(NamedTuple):
    """Telegram in memory, and the bot that serves it."""

    tg: Telegram
    whole: Assembled
    running: Receiving


@asynccontextmanager
async def playground(ground: Ground, helper: Assistant) -> AsyncIterator[Playground]:
    """Run the bot against the Bot API in memory, for the length of the block."""
    # The inbox remembers the ids of earlier playgrounds: the clock keeps them from coming again.
    tg = Telegram(now=ground.now, first_update_id=int(ground.now().timestamp()))
    async with (
        assembled(ground, helper, tg.token, tg) as whole,
        presented(whole.bot, ground.languages, ground.settings.authority, whole.house.groups),
        receiving(whole) as running,
    ):
        yield Playground(tg, whole, running)


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
