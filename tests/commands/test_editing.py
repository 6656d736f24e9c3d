"""The editor's way: check, publish, editions, rollback."""

from argparse import Namespace
from collections.abc import Callable

import pytest

from bot.commands.console import Console
from bot.commands.editing import MOST_CONFUSIONS, check_content, list_editions, publish, report, roll_back
from bot.search.calibration import Expected
from bot.search.model import Confusion, Report
from bot.settings import Settings
from bot.storage.editions import UnknownEdition
from tests import toy

QUAY = "entries/port/quay.yaml"
Parsed = Callable[..., Namespace]
Capture = pytest.CaptureFixture[str]


async def test_a_good_content_passes(
    settings: Settings, console: Console, parsed: Parsed, capsys: Capture
) -> None:
    assert await check_content(settings, console, parsed("check")) == 0
    assert capsys.readouterr().out == "Entries: 5. Faults: 0. Warnings: 0.\n"


async def test_a_fault_is_named_with_file_and_line_and_exits_1(
    settings: Settings, console: Console, parsed: Parsed, capsys: Capture
) -> None:
    line = toy.change(settings.content, QUAY, "value: 270", "value: 270.")
    assert await check_content(settings, console, parsed("check")) == 1
    assert f"{QUAY}:{line}: fault: " in capsys.readouterr().out


async def test_a_warning_alone_exits_0(
    settings: Settings, console: Console, parsed: Parsed, capsys: Capture
) -> None:
    toy.change(settings.content, QUAY, "review_by: 2030-01-01", "review_by: 2020-01-01")
    assert await check_content(settings, console, parsed("check")) == 0
    assert f"{QUAY}:1: warning: " in capsys.readouterr().out


async def test_publishing_says_the_number_and_what_to_expect(
    settings: Settings, console: Console, parsed: Parsed, capsys: Capture
) -> None:
    assert await publish(settings, console, parsed("publish")) == 0
    first = capsys.readouterr().out
    assert "Edition 1 is published." in first
    assert "%" in first
    assert await publish(settings, console, parsed("publish")) == 0
    assert "same as in edition 1" in capsys.readouterr().out


async def test_a_bad_content_is_not_published_and_exits_1(
    settings: Settings, console: Console, parsed: Parsed, capsys: Capture
) -> None:
    toy.change(settings.content, QUAY, "related: [cranes]", "related: [nowhere]")
    assert await publish(settings, console, parsed("publish")) == 1
    assert f"{QUAY}:1: fault: " in capsys.readouterr().out
    await list_editions(settings, console, parsed("editions"))
    assert "There is no edition yet" in capsys.readouterr().out


async def test_editions_are_listed_and_a_changed_folder_is_told(
    settings: Settings, console: Console, parsed: Parsed, capsys: Capture
) -> None:
    await publish(settings, console, parsed("publish"))
    capsys.readouterr()
    await list_editions(settings, console, parsed("editions"))
    assert "differs" not in capsys.readouterr().out
    toy.change(settings.content, QUAY, "value: 270", "value: 280")
    assert await list_editions(settings, console, parsed("editions")) == 0
    shown = capsys.readouterr().out
    assert "entries: 5" in shown
    assert "differs from edition 1" in shown


async def test_a_roll_back_is_listed_with_its_origin(
    settings: Settings, console: Console, parsed: Parsed, capsys: Capture
) -> None:
    await publish(settings, console, parsed("publish"))
    assert await roll_back(settings, console, parsed("rollback", "1")) == 0
    assert "Edition 1 is published again as edition 2." in capsys.readouterr().out
    await list_editions(settings, console, parsed("editions"))
    assert "restored from edition 1" in capsys.readouterr().out


async def test_rolling_back_to_nowhere_is_a_trouble(
    settings: Settings, console: Console, parsed: Parsed
) -> None:
    with pytest.raises(UnknownEdition):
        await roll_back(settings, console, parsed("rollback", "4"))


def test_a_long_report_is_cut_and_counted(console: Console, capsys: Capture) -> None:
    lost = tuple(Confusion("quay", "cranes", f"question {number}") for number in range(MOST_CONFUSIONS + 3))
    report(console, Report(Expected(0.9, 0.05, 0.03, 0.02, 0.1, 0.92, 0.8), lost))
    shown = capsys.readouterr().out
    assert "And 3 more such examples." in shown
    assert "question 19" in shown
    assert "question 20" not in shown
