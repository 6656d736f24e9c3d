"""The parser: every command, its arguments, in both languages."""

from argparse import Namespace
from collections.abc import Callable

import pytest

from bot import __version__
from bot.commands import asking, editing, qr
from bot.commands.console import Console
from bot.commands.parser import COMMANDS, DRAFTS, build, command_of

Parsed = Callable[..., Namespace]


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in {"rollback", "qr"}])
def test_every_command_can_be_chosen(parsed: Parsed, name: str) -> None:
    assert command_of(parsed(name)) is COMMANDS[name]


def test_a_roll_back_takes_a_number(parsed: Parsed) -> None:
    args = parsed("rollback", "3")
    assert (command_of(args), args.number) == (editing.roll_back, 3)


def test_a_code_is_of_a_subject(parsed: Parsed) -> None:
    args = parsed("qr", "port", "--bot", "gerbang_bot", "--svg", "code.svg")
    assert (command_of(args), args.subject, args.bot, args.png, args.svg) == (
        *(qr.qr, "port", "gerbang_bot"),
        *(None, "code.svg"),
    )


def test_a_question_may_be_several_words(parsed: Parsed) -> None:
    args = parsed("ask", "how", "long?", "--why")
    assert (command_of(args), args.text, args.why, args.json) == (asking.ask, ["how", "long?"], True, False)


@pytest.mark.parametrize("name", DRAFTS)
def test_unpublished_content_can_be_tried(parsed: Parsed, name: str) -> None:
    assert parsed(name, "--draft").draft
    assert not parsed(name).draft


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("dance",),
        ("rollback",),
        ("rollback", "x"),
        ("check", "--draft"),
        ("ask", "--wy"),
        ("parked", "eat"),
    ],
)
def test_what_it_does_not_know_exits_2(
    parsed: Parsed, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    with pytest.raises(SystemExit) as left:
        parsed(*words)
    assert left.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_it_tells_its_version(parsed: Parsed, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parsed("--version")
    assert capsys.readouterr().out.strip() == __version__


@pytest.mark.parametrize("code", ["en", "id"])
def test_help_names_every_command_in_each_language(code: str) -> None:
    console = Console.of({"LANG": code})
    shown = " ".join(build(console).format_help().split())
    assert console.text("help.program") in shown
    for name in COMMANDS:
        assert f"{name} {console.text(f'help.{name}')}" in shown
