from argparse import Namespace
from collections.abc import Callable

import pytest

from bot.commands.console import Console
from bot.commands.outbox import NoParcel, outbox
from bot.ground import opened, utc_now
from bot.settings import Settings
from bot.storage import outbox as parcels
from bot.storage.outbox import Parcel

Parsed = Callable[..., Namespace]
Capture = pytest.CaptureFixture[str]


async def doubted(settings: Settings) -> None:
    async with opened(settings) as ground, ground.database.begin() as session:
        parcel = Parcel(act="letter", user=7, inquiry="BPN-2026-0001", body={"text": "secret"})
        await parcels.add(session, ground.database.secrets, parcel, utc_now())
        await parcels.doubt(session, 1, "TimedOut")


async def test_what_may_have_arrived_is_listed_without_what_it_says(
    settings: Settings, console: Console, parsed: Parsed, capsys: Capture
) -> None:
    await outbox(settings, console, parsed("outbox"))
    assert capsys.readouterr().out == "Everything has been sent.\n"
    await doubted(settings)
    await outbox(settings, console, parsed("outbox"))
    shown = capsys.readouterr().out
    assert shown.startswith("1 uncertain: letter, inquiry BPN-2026-0001")
    assert "secret" not in shown


@pytest.mark.parametrize(("action", "state"), [("resend", "waiting"), ("discard", "failed")])
async def test_it_is_sent_again_or_let_go(
    settings: Settings, console: Console, parsed: Parsed, action: str, state: str
) -> None:
    await doubted(settings)
    assert await outbox(settings, console, parsed("outbox", action, "1")) == 0
    async with opened(settings) as ground, ground.database.begin() as session:
        assert await parcels.count(session, [state]) == 1


@pytest.mark.parametrize("number", [[], ["9"], ["x"]])
async def test_an_action_needs_a_number_that_there_is(
    settings: Settings, console: Console, parsed: Parsed, number: list[str]
) -> None:
    with pytest.raises(NoParcel):
        await outbox(settings, console, parsed("outbox", "resend", *number))
