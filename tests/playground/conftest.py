"""A Telegram in memory on a fixed day, and PTB's bot in front of it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from telegram import Bot

from bot.playground.telegram import Telegram


@pytest.fixture
def tg() -> Telegram:
    return Telegram(now=lambda: datetime(2026, 11, 24, 8, 0, tzinfo=UTC))


@pytest.fixture
async def bot(tg: Telegram) -> AsyncIterator[Bot]:
    async with Bot(tg.token, request=tg, get_updates_request=tg) as bot:
        yield bot
