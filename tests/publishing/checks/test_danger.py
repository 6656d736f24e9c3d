from collections.abc import Callable
from typing import Any

from bot.content.entry import Entry, Kind
from bot.content.vocabulary import Urgent, Vocabulary
from bot.publishing.checks import danger
from tests import toy

Found = Callable[..., list[tuple[str, dict[str, Any]]]]
VOCABULARY = Vocabulary(
    spelling={"en": {"hlp": "help"}},
    urgent=Urgent(danger=(r"\bhelp\b",), calm=(r"help desk",), settings={"danger": ()}),
)


def asking(kind: Kind, *questions: str) -> Entry:
    return toy.entry("danger" if kind is Kind.URGENT else "quay", kind=kind, questions={"en": questions})


def test_a_cry_that_the_patterns_miss_is_named(found: Found) -> None:
    cries = asking(Kind.URGENT, "Help me!", "HLP", "we sink")
    problems = found(danger.urgent_questions, cries, vocabulary=VOCABULARY)
    assert problems == [("check.urgent_missed", {"entry": "danger", "question": "we sink"})]


def test_a_calm_question_that_raises_the_alarm_is_named(found: Found) -> None:
    calm = asking(Kind.ANSWER, "who can help me", "where is the help desk")
    problems = found(danger.calm_questions, calm, vocabulary=VOCABULARY)
    assert problems == [("check.false_alarm", {"entry": "quay", "question": "who can help me"})]


def test_each_rule_leaves_the_other_entries_alone(found: Found) -> None:
    entries = asking(Kind.URGENT, "help"), asking(Kind.ANSWER, "how long")
    assert found(danger.urgent_questions, *entries, vocabulary=VOCABULARY) == []
    assert found(danger.calm_questions, *entries, vocabulary=VOCABULARY) == []
