"""Judged questions are data that a person without Python can extend; what is wrong in them is named."""

from pathlib import Path

import pytest

from bot.measuring.judged import BadQuestions, Judged, read_questions

QUESTION = "{text: how long, kind: in_scope, language: en"


def write(folder: Path, text: str, name: str = "a.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_question_is_read_with_all_that_it_asks_for(tmp_path: Path) -> None:
    more = "style: slang, topic: port, holds: ['270'], lacks: [x], outcome: answer, after: [hello]}"
    (found,) = read_questions(write(tmp_path, f"- {QUESTION}, {more}"))
    assert found == Judged(
        "how long", "in_scope", "en", "slang", "port", ("270",), ("x",), outcome="answer", after=("hello",)
    )


def test_all_lists_of_a_folder_are_read_in_order(tmp_path: Path) -> None:
    for name in ("b", "a"):
        write(tmp_path, f"- {{text: {name}, kind: far, language: en}}", f"{name}.yaml")
    assert [one.text for one in read_questions(tmp_path)] == ["a", "b"]


@pytest.mark.parametrize(
    "text", ["", "text: x", "- x", "- {text: x}", f"- {QUESTION}, holds: ['(']}}", "- [", "\x00"]
)
def test_what_cannot_be_read_is_a_trouble(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadQuestions):
        read_questions(write(tmp_path, text))


def test_a_file_that_is_missing_is_a_trouble(tmp_path: Path) -> None:
    with pytest.raises(BadQuestions):
        read_questions(tmp_path / "no.yaml")


@pytest.mark.parametrize(
    ("text", "right"), [("270 m, long", True), ("270 m", False), ("270 m, long, not", False)]
)
def test_a_reply_holds_all_and_lacks_all(text: str, right: bool) -> None:  # noqa: FBT001  a parameter
    judged = Judged("?", "in_scope", "en", holds=("270", "(?i)LONG"), lacks=("not",))
    assert judged.satisfied_by(text) is right
