"""The console speaks the terminal's language; results and progress go separate ways."""

import io
import sys

import pytest

from bot.commands.console import Console
from bot.content.entry import Spot
from bot.content.problem import fault, remark
from bot.languages import Trouble


@pytest.mark.parametrize(
    ("environ", "code"),
    [
        ({}, "en"),
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "id_ID.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "id_ID", "LC_MESSAGES": "en_GB", "LANG": "en_GB"}, "id"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_it_speaks_the_terminals_language(environ: dict[str, str], code: str) -> None:
    assert Console.of(environ).language.code == code


def test_results_go_to_output_and_progress_to_errors(
    console: Console, capsys: pytest.CaptureFixture[str]
) -> None:
    console.say("console.no_editions")
    console.progress("console.publishing")
    said = capsys.readouterr()
    assert said.out.strip() == console.text("console.no_editions")
    assert said.err.strip() == console.text("console.publishing")


def test_a_trouble_is_one_sentence_with_its_params(
    console: Console, capsys: pytest.CaptureFixture[str]
) -> None:
    console.trouble(Trouble("console.unchanged", number=7))
    assert "edition 7" in capsys.readouterr().err


def test_a_problem_is_file_line_level_and_sentence(console: Console) -> None:
    spot = Spot("entries/port/quay.yaml", 3)
    found = fault(spot, "content.no_entries"), remark(spot, "content.no_entries")
    sentence = console.text("content.no_entries")
    assert [console.problem(one) for one in found] == [
        f"entries/port/quay.yaml:3: fault: {sentence}",
        f"entries/port/quay.yaml:3: warning: {sentence}",
    ]


@pytest.mark.parametrize(("encoding", "shown"), [("ascii", b"? caf?\n"), ("utf-8", "⚓ café\n".encode())])
def test_what_a_terminal_cannot_show_is_replaced(
    console: Console, monkeypatch: pytest.MonkeyPatch, encoding: str, shown: bytes
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding))
    console.show("⚓ café")
    assert raw.getvalue() == shown


def test_a_lone_surrogate_is_shown_as_something(console: Console, capsys: pytest.CaptureFixture[str]) -> None:
    console.show("a\ud800b")
    assert capsys.readouterr().out == "a?b\n"
