"""The scorecard: right, offered, wrong or refused, by kind, language, style and topic."""

from datetime import UTC, datetime
from typing import Any

import pytest
from markupsafe import escape

from bot.answers.reply import Link, Outcome, Reply
from bot.answers.writer import written
from bot.assistant import Assistant
from bot.languages import Languages
from bot.library import Library, prepare
from bot.measuring.evaluation import Verdict, evaluate, score, verdict_of
from bot.measuring.judged import Judged
from tests import toy

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def judged(**changes: Any) -> Judged:
    return Judged(**{"text": "?", "kind": "in_scope", "language": "en", "holds": ("yellow",), **changes})


def reply(outcome: Outcome, text: str = "", *choices: str) -> Reply:
    links = tuple(Link("quay", "Quay", choice) for choice in choices)
    return Reply(outcome, "en", written(escape(text)), choices=links)


@pytest.mark.parametrize(
    ("given", "found", "verdict"),
    [
        (judged(), reply(Outcome.ANSWER, "It is yellow."), "right"),
        (judged(), reply(Outcome.ANSWER, "It is blue."), "wrong"),
        (judged(), reply(Outcome.UNKNOWN), "refused"),
        (judged(), reply(Outcome.CHOICES, "Which?", "It is blue.", "It is yellow."), "offered"),
        (judged(), reply(Outcome.CHOICES, "Which?", "It is blue."), "wrong"),
        (judged(kind="far", holds=()), reply(Outcome.UNKNOWN), "right"),
        (judged(kind="near_miss", holds=()), reply(Outcome.ANSWER, "yellow"), "wrong"),
        (judged(outcome="urgent", holds=()), reply(Outcome.URGENT), "right"),
        (judged(outcome="urgent", holds=()), reply(Outcome.UNKNOWN), "refused"),
        (judged(not_outcome="urgent", holds=()), reply(Outcome.ANSWER), "right"),
        (judged(not_outcome="urgent", holds=()), reply(Outcome.URGENT), "wrong"),
        (judged(holds=(), lacks=("evil",)), reply(Outcome.ANSWER, "evil"), "wrong"),
    ],
)
def test_a_reply_is_sorted(given: Judged, found: Reply, verdict: str) -> None:
    assert verdict_of(given, found) == verdict


async def test_every_question_is_asked_after_those_before_it(languages: Languages) -> None:
    content = toy.content(toy.entry("quay"), toy.entry("crane", answer={"en": "Tall.", "id": "Tinggi."}))
    helper = Assistant(Library(languages, None, None, prepare(None, content, languages, None, {})))
    questions = [
        judged(text="en quay boats"),
        judged(text="id crane boats", language="id", holds=("Tinggi",), after=("en quay boats",)),
    ]
    verdicts = await evaluate(helper, questions, lambda: NOW)
    assert [(one.verdict, one.entry) for one in verdicts] == [("right", "quay"), ("right", "crane")]
    assert all(one.took_ms > 0 for one in verdicts)


def test_shares_are_counted_over_all_and_by_group() -> None:
    rights = [Verdict(judged(style="slang"), "right", "answer", "quay", language_right=True, took_ms=2.0)] * 3
    wrong = Verdict(judged(language="id"), "wrong", "answer", "quay", language_right=False, took_ms=4.0)
    rows = {row.name: row for row in score([*rights, wrong]).rows}
    assert (rows["all"].count, rows["all"].right, rows["all"].wrong) == (4, 0.75, 0.25)
    assert (rows["language id"].right, rows["style slang"].right) == (0.0, 1.0)
    assert rows["all"].language_right == 0.75


@pytest.mark.parametrize("count", [0, 1])
def test_few_questions_are_scored_too(count: int) -> None:
    verdict = Verdict(judged(), "right", "answer", "quay", language_right=True, took_ms=2.0)
    card = score([verdict] * count)
    assert card.as_json()["rows"][0]["count"] == count
    assert card.p50_ms == 2.0 * count
