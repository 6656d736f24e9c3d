import asyncio
from contextlib import suppress

import pytest

from bot.desk import rounds
from bot.playground.telegram_people import Person
from tests.conftest import Clock
from tests.office import Office


async def test_nobody_is_reminded_outside_of_office_hours(desk: Office, ana: Person, clock: Clock) -> None:
    await desk.asked(ana)
    await desk.running.later(clock, days=9)
    await rounds.remind(desk.running.whole.house)
    await desk.quiet()
    assert desk.texts(None) == []


async def test_what_is_old_is_swept_once_a_day(desk: Office, ana: Person, clock: Clock) -> None:
    thread = await desk.asked(ana)
    await desk.says(desk.sari, "/close", thread)
    await desk.running.later(clock, days=181)
    await rounds.sweep(desk.running.whole.house)
    await desk.quiet()
    assert await desk.inquiries() == []
    assert thread not in desk.group.chat.topics


async def test_one_duty_that_fails_stops_no_other(
    desk: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    swept = asyncio.Event()

    async def fails(_house: object) -> None:
        raise OSError

    async def sweeps(_house: object) -> None:
        swept.set()

    monkeypatch.setattr(rounds, "remind", fails)
    monkeypatch.setattr(rounds, "sweep", sweeps)
    walking = asyncio.create_task(rounds.walk(desk.running.whole.house))
    await asyncio.wait_for(swept.wait(), 5)
    walking.cancel()
    with suppress(asyncio.CancelledError):
        await walking
    assert "rounds.failed kind=OSError" in caplog.text
