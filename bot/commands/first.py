"""The first edition, published by a process of its own: the memory it takes, the bot would keep."""

import asyncio
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from bot.content.problem import Problem
from bot.ground import Ground, opened
from bot.publishing.publish import Refused
from bot.settings import Settings


async def publish_first(ground: Ground) -> None:
    """Publish the content; raises Refused."""
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        problems = await loop.run_in_executor(apart, _published, ground.settings)
    if problems:
        raise Refused(problems)


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
