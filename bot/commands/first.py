"""The first edition, published by a process of its own: the memory it takes, the bot would keep."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.content.problem import Problem
from bot.ground import Ground, opened
from bot.publishing.apart import apart
from bot.publishing.publish import Refused
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.writing import take_turns


async def publish_first(ground: Ground) -> None:
    """Publish the content where nothing is published yet; raises Refused."""
    async with _turn(ground.database):
        problems = [] if await ground.has_edition() else await apart(_published, ground.settings)
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
