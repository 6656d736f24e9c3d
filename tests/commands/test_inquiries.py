from argparse import Namespace
from collections.abc import Callable

import pytest

from bot.commands.console import Console
from bot.commands.inquiries import NoAnswer, NoInquiry, inquiries
from bot.ground import opened, utc_now
from bot.settings import Settings
from bot.storage import inquiries as rows
from bot.storage import outbox
from bot.storage.inquiries import New, Who

Parsed = Callable[..., Namespace]
Capture = pytest.CaptureFixture[str]
NUMBER = f"BPN-{utc_now().year}-0001"


async def asked(settings: Settings) -> None:
    new = New(who=Who(7, "Ana"), kind="tourist", language="en", form={"question": "Where?"})
    async with opened(settings) as ground, ground.database.begin() as session:
        await rows.open_(session, ground.database.secrets, new, "1", utc_now())


async def test_open_ones_are_listed_and_shown(
    settings: Settings, console: Console, parsed: Parsed, capsys: Capture
) -> None:
    await inquiries(settings, console, parsed("inquiries"))
    assert capsys.readouterr().out == "No inquiry is open.\n"
    await asked(settings)
    await inquiries(settings, console, parsed("inquiries"))
    await inquiries(settings, console, parsed("inquiries", "show", NUMBER.lower()))
    shown = capsys.readouterr().out
    assert f"{NUMBER} · Ana · sent, not yet taken" in shown
    assert "Question: Where?" in shown


async def test_an_answer_waits_for_the_bot_that_serves(
    settings: Settings, console: Console, parsed: Parsed, capsys: Capture
) -> None:
    await asked(settings)
    await inquiries(settings, console, parsed("inquiries", "answer", NUMBER, "At", "<the>", "port"))
    await inquiries(settings, console, parsed("inquiries", "show", NUMBER))
    assert "At <the> port" in capsys.readouterr().out
    async with opened(settings) as ground, ground.database.begin() as session:
        (parcel,) = await outbox.listing(session, ground.database.secrets, ["waiting"])
    assert (parcel.act, parcel.user) == ("letter", 7)


async def test_a_closed_one_takes_no_answer(settings: Settings, console: Console, parsed: Parsed) -> None:
    await asked(settings)
    with pytest.raises(NoAnswer):
        await inquiries(settings, console, parsed("inquiries", "answer", NUMBER))
    await inquiries(settings, console, parsed("inquiries", "close", NUMBER))
    with pytest.raises(NoAnswer):
        await inquiries(settings, console, parsed("inquiries", "answer", NUMBER, "late"))
    assert await inquiries(settings, console, parsed("inquiries", "reopen", NUMBER)) == 0


async def test_a_number_must_be_there(settings: Settings, console: Console, parsed: Parsed) -> None:
    with pytest.raises(NoInquiry):
        await inquiries(settings, console, parsed("inquiries", "show", "BPN-1999-0001"))
