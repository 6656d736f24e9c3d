"""An inbox over the whole bot, without anything that fills it."""

from collections.abc import AsyncIterator

import pytest

from bot.receiving.inbox import Inbox
from tests.conftest import Assemble


@pytest.fixture
async def inbox(assemble: Assemble) -> AsyncIterator[Inbox]:
    async with assemble() as whole:
        yield Inbox(whole, pause=0)
