from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.commands.acts import acts
from bot.commands.console import Console
from bot.ground import opened
from bot.settings import Settings
from bot.storage import service
from bot.storage.inquiries import Who

Parsed = Callable[..., Namespace]


async def test_who_did_what_is_listed_the_latest_first(
    settings: Settings, console: Console, parsed: Parsed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await acts(settings, console, parsed("acts")) == 0
    async with opened(settings) as ground, ground.database.begin() as session:
        for hour, act, subject in ((1, "take", "BPN-2026-0001"), (2, "pause", None)):
            now = datetime(2026, 11, 24, hour, tzinfo=UTC)
            await service.note(session, ground.database.secrets, Who(11, "Sari"), act, subject, now)
    await acts(settings, console, parsed("acts"))
    assert capsys.readouterr().out.splitlines() == [
        "Nobody has done anything at the desk yet.",
        "Tuesday 24 November 2026, 10:00 WITA · Sari · pause",
        "Tuesday 24 November 2026, 09:00 WITA · Sari · take BPN-2026-0001",
    ]
