"""The operator's way with what was put aside."""

import json
from argparse import Namespace
from collections.abc import Callable
from typing import Any

import pytest

from bot.commands.console import Console
from bot.commands.parked import NoUpdate, UnknownUpdate, masked, parked
from bot.ground import opened, utc_now
from bot.playground.telegram import PLAYGROUND
from bot.settings import Settings
from bot.storage import updates

BOT = int(PLAYGROUND.partition(":")[0])
Parsed = Callable[..., Namespace]
Capture = pytest.CaptureFixture[str]


async def put_aside(settings: Settings, *numbers: int) -> None:
    async with opened(settings) as ground, ground.database.begin() as session:
        raw = [{"update_id": number, "message": {"text": "my secret"}} for number in numbers]
        await updates.store(session, ground.database.secrets, BOT, raw, utc_now())
        for number in numbers:
            await updates.failed(session, BOT, number, "Timeout")
            await updates.park(session, BOT, number, "Timeout")


async def waiting(settings: Settings) -> list[int]:
    async with opened(settings) as ground, ground.database.begin() as session:
        return [one.update_id for one in await updates.waiting(session, ground.database.secrets, BOT)]


async def test_what_was_put_aside_is_listed(
    settings: Settings, console: Console, parsed: Parsed, capsys: Capture
) -> None:
    await put_aside(settings, 7, 8)
    assert await parked(settings, console, parsed("parked")) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown == [f"Update {number}, attempts: 1, reason: Timeout" for number in (7, 8)]


async def test_an_empty_list_says_so(
    settings: Settings, console: Console, parsed: Parsed, capsys: Capture
) -> None:
    await parked(settings, console, parsed("parked"))
    assert capsys.readouterr().out == "No update is put aside.\n"


async def test_one_is_shown_without_what_was_said(
    settings: Settings, console: Console, parsed: Parsed, capsys: Capture
) -> None:
    await put_aside(settings, 7)
    await parked(settings, console, parsed("parked", "show", "7"))
    line, _, body = capsys.readouterr().out.partition("\n")
    assert "Timeout" in line
    assert json.loads(body) == {"update_id": 7, "message": {"text": "<9>"}}


async def test_one_waits_again(settings: Settings, console: Console, parsed: Parsed, capsys: Capture) -> None:
    await put_aside(settings, 7, 8)
    await parked(settings, console, parsed("parked", "replay", "8"))
    assert "wait again: 1." in capsys.readouterr().out
    assert await waiting(settings) == [8]


async def test_all_wait_again(settings: Settings, console: Console, parsed: Parsed, capsys: Capture) -> None:
    await put_aside(settings, 7, 8)
    await parked(settings, console, parsed("parked", "replay", "all"))
    assert "wait again: 2." in capsys.readouterr().out
    assert await waiting(settings) == [7, 8]


async def test_nothing_is_done_without_a_number(settings: Settings, console: Console, parsed: Parsed) -> None:
    with pytest.raises(NoUpdate):
        await parked(settings, console, parsed("parked", "replay"))


@pytest.mark.parametrize("word", ["9", "x", "-1", "7 "])
async def test_what_is_not_put_aside_is_a_trouble(settings: Settings, console: Console, word: str) -> None:
    await put_aside(settings, 7)
    with pytest.raises(UnknownUpdate):
        await parked(settings, console, Namespace(action="show", update=word))


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        ({"chat": {"id": 1001, "type": "private", "first_name": "Ana"}}, ["<4>", "private", "<3>"]),
        ({"from": {"id": 1001, "is_bot": False, "language_code": "id"}}, ["<4>", False, "id"]),
        ({"location": {"latitude": -1.25, "longitude": 116.8}}, ["<5>", "<5>"]),
        ({"contact": {"phone_number": "0812", "status": "call 0812 now"}}, ["<4>", "<13>"]),
    ],
)
def test_nothing_of_a_person_is_shown(part: dict[str, dict[str, Any]], shown: list[Any]) -> None:
    (inner,) = masked(part).values()
    assert list(inner.values()) == shown
    assert masked({"entities": [{"offset": 0, "length": 3}]}) == {"entities": [{"offset": 0, "length": 3}]}
