"""`ask`: one question, or one JSON object a line, in order, whatever stands in them."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from typing import Any

import pytest

from bot.commands.asking import NoQuestion, ask
from bot.commands.console import Console
from bot.settings import Settings
from tests import toy

FIELDS = {
    *("id", "outcome", "language", "entry", "entries", "confidence", "text", "html"),
    *("sources", "choices", "related", "took_ms"),
}
OUTCOMES = {"answer", "choices", "unknown", "smalltalk", "urgent"}
Parsed = Callable[..., Namespace]
Lines = Callable[..., Any]


@pytest.fixture
def answered(
    settings: Settings,
    console: Console,
    parsed: Parsed,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Lines:
    """Feed lines to `ask --jsonl`, as objects or as raw bytes; gives what it wrote."""

    async def run(*lines: object) -> list[dict[str, Any]]:
        raw = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(raw)))
        assert await ask(settings, console, parsed("ask", "--jsonl")) == 0
        return [json.loads(line, parse_constant=refuse) for line in capsys.readouterr().out.splitlines()]

    return run


def refuse(constant: str) -> float:
    """Refuse what other JSON readers refuse."""
    raise ValueError(constant)


async def test_an_answer_has_all_its_fields(answered: Lines) -> None:
    (line,) = await answered({"id": "q1", "text": "How long is the quay?"})
    assert set(line) == FIELDS
    assert (line["id"], line["outcome"], line["entry"], line["language"]) == ("q1", "answer", "quay", "en")
    assert line["sources"] == [
        {
            "id": "paper",
            "title": "A walk along the quay",
            "url": "https://paper.example/quay",
            "date": "2025-08-28",
        }
    ]
    assert line["related"] == [{"entry": "cranes", "title": "The cranes"}]


async def test_sources_stand_at_the_end_exactly_as_printed(answered: Lines) -> None:
    (line,) = await answered({"text": "how long is the quay"})
    assert "A walk along the quay (https://paper.example/quay)" in line["text"].splitlines()[-1]
    assert "270 metres" in line["text"]


async def test_five_hundred_questions_come_back_in_order(answered: Lines) -> None:
    asked = ("how long is the quay", "apa warna derek pelabuhan", "hello", "zzz", "I am drowning")
    lines = await answered(*({"id": number, "text": asked[number % 5]} for number in range(500)))
    assert [line["id"] for line in lines] == list(range(500))
    assert [line["entry"] for line in lines[:3]] == ["quay", "cranes", "hello"]
    assert all(line["outcome"] == "urgent" for line in lines[4::5])


async def test_a_gap_is_unknown_with_its_entry_and_small_talk_has_no_sources(answered: Lines) -> None:
    gap, talk = await answered({"text": "how much are the fees"}, {"text": "hello"})
    assert (gap["outcome"], gap["entry"]) == ("unknown", "fees")
    assert (talk["outcome"], talk["sources"]) == ("smalltalk", [])


@pytest.mark.usefixtures("doubtful")
async def test_choices_carry_the_complete_answers(answered: Lines) -> None:
    (line,) = await answered({"text": "the quay of the port"})
    assert line["outcome"] == "choices"
    texts = {choice["entry"]: choice["text"] for choice in line["choices"]}
    (whole,) = await answered({"text": "how long is the quay"})
    assert texts["quay"] == whole["text"]


@pytest.mark.parametrize(
    "bad",
    [b"no json", b'{"id": 1, "text"', b"[1]", b'"text"', b"null", b"17", b"\xff\xfe", b"[" * 100_000, b"NaN"],
    ids=range(9),
)
async def test_a_bad_line_gets_its_error_and_the_run_goes_on(answered: Lines, bad: bytes) -> None:
    first, second = await answered(bad, {"id": 2, "text": "hello"})
    assert set(first) == {"id", "error"}
    assert first["error"]
    assert (second["id"], second["outcome"]) == (2, "smalltalk")


@pytest.mark.parametrize(
    "line", [{"id": 7}, {"id": 7, "text": None}, {"id": 7, "text": 3}, {"id": 7, "text": ["x"]}]
)
async def test_a_line_without_a_text_keeps_its_id(answered: Lines, line: dict[str, Any]) -> None:
    (found,) = await answered(line)
    assert (found["id"], set(found)) == (7, {"id", "error"})


@pytest.mark.parametrize("name", [b"NaN", b"Infinity", b"1" * 5000, b"[" * 900 + b"]" * 900])
async def test_an_id_that_cannot_be_written_back_stops_nothing(answered: Lines, name: bytes) -> None:
    lines = await answered(b'{"id": ' + name + b', "text": "hello"}', {"id": 2, "text": "hello"})
    assert [line["id"] for line in lines][1:] == [2]


async def test_null_counts_as_absent(answered: Lines) -> None:
    (line,) = await answered({"id": None, "text": "hello", "chat": None, "user_language": None})
    assert (line["id"], line["outcome"]) == (None, "smalltalk")


async def test_blank_lines_are_passed_over(answered: Lines) -> None:
    lines = await answered(b"", {"id": 1, "text": "hello"}, b"   ", b"\r")
    assert [line["id"] for line in lines] == [1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "/start",
        "\0",
        "\ud800",
        "\u202e",
        "a" * 50_000,
        "🙂" * 999,
        "<b>&",
        "{{ 1 }}",
        "%s",
        "{text}",
    ],
    ids=range(12),
)
async def test_every_string_gets_an_outcome(answered: Lines, text: str) -> None:
    (line,) = await answered({"text": text, "chat": text, "user_language": text})
    assert line["outcome"] in OUTCOMES
    assert line["text"]


@pytest.mark.parametrize(
    ("app", "code"), [("id", "id"), ("en-GB", "en"), ("zh-hans", "en"), (7, "en"), ([], "en")]
)
async def test_any_language_code_will_do(answered: Lines, app: object, code: str) -> None:
    (line,) = await answered({"text": "...", "user_language": app})
    assert line["language"] == code


async def test_lines_of_one_chat_share_a_conversation(answered: Lines) -> None:
    before = {"text": "how long is the quay", "chat": "a"}
    lines = await answered(before, {"text": "and why", "chat": "a"}, {"text": "and why", "chat": "b"})
    assert lines[1]["entry"] == "quay"
    assert lines[2]["entry"] != "quay"


async def test_one_question_prints_what_a_person_reads(
    settings: Settings, console: Console, parsed: Parsed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await ask(settings, console, parsed("ask", "how", "long", "is", "the", "quay?")) == 0
    shown = capsys.readouterr().out
    assert "The quay is 270 metres long." in shown
    assert "> The cranes" in shown


async def test_why_tells_the_rule(
    settings: Settings, console: Console, parsed: Parsed, capsys: pytest.CaptureFixture[str]
) -> None:
    await ask(settings, console, parsed("ask", "--why", "--json", "long quay"))
    told = json.loads(capsys.readouterr().out)
    assert told["why"]["rule"] == "calibrated"
    await ask(settings, console, parsed("ask", "--why", "long quay"))
    assert "quay: score" in capsys.readouterr().out


async def test_no_question_is_a_trouble(settings: Settings, console: Console, parsed: Parsed) -> None:
    with pytest.raises(NoQuestion):
        await ask(settings, console, parsed("ask"))


async def test_a_draft_answers_what_is_not_published(
    settings: Settings, console: Console, parsed: Parsed, capsys: pytest.CaptureFixture[str]
) -> None:
    await ask(settings, console, parsed("ask", "how long is the quay"))
    toy.change(settings.content, "entries/port/quay.yaml", "value: 270", "value: 280")
    await ask(settings, console, parsed("ask", "how long is the quay"))
    assert "280 metres" not in capsys.readouterr().out
    await ask(settings, console, parsed("ask", "--draft", "how long is the quay"))
    assert "280 metres" in capsys.readouterr().out
