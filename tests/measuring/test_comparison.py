"""Two runs side by side."""

import json
from pathlib import Path

import pytest

from bot.measuring.comparison import BadRun, Change, changes, read_run, rows_of
from bot.measuring.evaluation import Verdict
from bot.measuring.judged import Judged


def verdict(found: str, text: str = "how deep?", after: tuple[str, ...] = ()) -> Verdict:
    judged = Judged(text=text, kind="in_scope", language="en", after=after)
    return Verdict(judged, found, "answer", "port-depth", language_right=True, took_ms=1.0)


def saved(folder: Path, *verdicts: Verdict) -> Path:
    path = folder / "run.json"
    path.write_text(json.dumps({"questions": rows_of(verdicts)}), encoding="utf-8")
    return path


def test_what_changed_is_named_question_by_question(tmp_path: Path) -> None:
    earlier = read_run(saved(tmp_path, verdict("wrong"), verdict("right", "and how long?", ("the quay",))))
    now = [verdict("refused"), verdict("offered", "and how long?", ("the quay",)), verdict("right", "new?")]
    assert list(changes(now, earlier)) == [
        Change("how deep?", "in_scope", "wrong", "refused"),
        Change("and how long?", "in_scope", "right", "offered"),
    ]


def test_a_refusal_is_better_than_a_wrong_answer_and_worse_than_an_offer() -> None:
    assert Change("?", "far", "wrong", "refused").better
    assert not Change("?", "far", "offered", "refused").better


def test_the_same_text_after_another_question_is_another_question(tmp_path: Path) -> None:
    earlier = read_run(saved(tmp_path, verdict("wrong", after=("the bay",))))
    assert not list(changes([verdict("right", after=("the quay",))], earlier))


@pytest.mark.parametrize("text", ["", "[]", '{"questions": [{"text": "x"}]}'])
def test_what_is_no_run_is_a_trouble(tmp_path: Path, text: str) -> None:
    path = tmp_path / "run.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadRun):
        read_run(path)
