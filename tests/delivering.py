"""Telegram's deliveries to webhooks: each update until it is acknowledged, a chat's one after the other."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import cycle
from typing import Any

import aiohttp

from bot.playground.telegram import Telegram
from bot.receiving.webhook import HEADER


@asynccontextmanager
async def delivering(tg: Telegram, hooks: Sequence[str], secret: str) -> AsyncIterator[None]:
    """Deliver all that waits, to the hooks in turn, for the length of the block."""
    chats: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for update in tg.pending:
        chats[update["message"]["chat"]["id"]].append(update)
    turns = cycle(hooks)
    async with aiohttp.ClientSession(headers={HEADER: secret}) as session:
        tasks = [asyncio.create_task(_chat(session, turns, updates)) for updates in chats.values()]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def _chat(session: aiohttp.ClientSession, hooks: "cycle[str]", updates: list[dict[str, Any]]) -> None:
    for update in updates:
        while not await _posted(session, next(hooks), update):  # noqa: ASYNC110  nobody rings when it is back
            await asyncio.sleep(0.1)


async def _posted(session: aiohttp.ClientSession, hook: str, update: dict[str, Any]) -> bool:
    try:
        async with session.post(hook, json=update) as response:
            return response.status == 200
    except aiohttp.ClientError:
        return False
