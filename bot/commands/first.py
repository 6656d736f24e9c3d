"""The first edition, published by a process of its own: the memory it takes, the bot would keep."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import asynccontextmanager
from multiprocessing import get_context

from bot.content.problem import Problem
from bot.ground import Ground, opened
from bot.publishing.publish import Refused
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.writing import take_turns


async def publish_first(ground: Ground) -> None:
    """Publish the content where nothing is published yet; raises Refused."""
    async with _turn(ground.database):
        problems = [] if await ground.has_edition() else await _published_apart(ground.settings)
    if problems:
        raise Refused(problems)


@asynccontextmanager
async def _turn(database: Database) -> AsyncIterator[None]:
    """Wait for a replica that may be publishing; on SQLite there is none, and the process has to write."""
    if not database.is_shared:
        yield
        return
    async with database.begin() as session:
        await take_turns(session, "first edition")
        yield


async def _published_apart(settings: Settings) -> list[Problem]:
    loop = asyncio.get_running_loop()
    try:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
            return await loop.run_in_executor(apart, _published, settings)
    except BrokenPipeError as error:
        # It did not even start; the door would take this for a reader who has gone, and end well.
        raise BrokenProcessPool from error


def _published(settings: Settings) -> list[Problem]:
    """Publish; returns what stopped it, for a trouble does not travel between processes."""
    return asyncio.run(_publish(settings))


async def _publish(settings: Settings) -> list[Problem]:
    async with opened(settings) as ground:
        try:
            await ground.press.publish(settings.content, ground.now())
        except Refused as refused:
            return refused.problems
    return []
