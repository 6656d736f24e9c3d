"""`evaluate`: judged questions in, a scorecard out."""

import json
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.commands.console import Console
from bot.commands.measuring import evaluate_questions
from bot.measuring.judged import BadQuestions
from bot.settings import Settings

JUDGED = """
- {text: how long is the quay, kind: in_scope, language: en, holds: ["270"]}
- {text: hello, kind: smalltalk, language: en, outcome: smalltalk}
- {text: how long is the quay?, kind: in_scope, language: en, holds: ["999"]}
"""
Parsed = Callable[..., Namespace]


@pytest.fixture
def questions(tmp_path: Path) -> str:
    path = tmp_path / "judged.yaml"
    path.write_text(JUDGED, encoding="utf-8")
    return str(path)


async def test_the_table_shows_the_shares(
    settings: Settings, console: Console, parsed: Parsed, questions: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await evaluate_questions(settings, console, parsed("evaluate", "--questions", questions)) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("all "))
    assert line.split() == ["all", "3", "66.7", "0.0", "33.3", "0.0", "100.0"]


async def test_json_names_what_failed(
    settings: Settings, console: Console, parsed: Parsed, questions: str, capsys: pytest.CaptureFixture[str]
) -> None:
    await evaluate_questions(settings, console, parsed("evaluate", "--json", "--questions", questions))
    card = json.loads(capsys.readouterr().out)
    failed = [one["text"] for one in card["questions"] if one["verdict"] != "right"]
    assert failed == ["how long is the quay?"]
    assert card["rows"][0]["count"] == 3


async def test_a_run_is_held_against_an_earlier_one(  # noqa: PLR0917  what the command is given
    settings: Settings,
    console: Console,
    parsed: Parsed,
    questions: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    await evaluate_questions(settings, console, parsed("evaluate", "--json", "--questions", questions))
    run = json.loads(capsys.readouterr().out)
    run["questions"][1]["verdict"] = "wrong"
    earlier = tmp_path / "run.json"
    earlier.write_text(json.dumps(run), encoding="utf-8")
    against = ("evaluate", "--questions", questions, "--against", str(earlier))
    await evaluate_questions(settings, console, parsed(*against))
    assert "1 better, 0 worse" in (shown := capsys.readouterr().out)
    assert "+ wrong    > right    smalltalk    hello" in shown


async def test_questions_that_cannot_be_read_are_a_trouble(
    settings: Settings, console: Console, parsed: Parsed, tmp_path: Path
) -> None:
    with pytest.raises(BadQuestions):
        await evaluate_questions(
            settings, console, parsed("evaluate", "--questions", str(tmp_path / "no.yaml"))
        )
