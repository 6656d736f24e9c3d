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


def test_a_calm_question_that_raises_the_alarm_is_named(found: Found) -> None:
    calm = asking(Kind.ANSWER, "who can help me", "where is the help desk")
    problems = found(danger.calm_questions, calm, vocabulary=VOCABULARY)
    assert problems == [("check.false_alarm", {"entry": "quay", "question": "who can help me"})]


def test_what_is_set_aside_may_sound_like_a_cry(found: Found) -> None:
    entries = (
        asking(Kind.URGENT, "help"),
        asking(Kind.OFF_TOPIC, "help my game"),
        asking(Kind.ANSWER, "how long"),
    )
    assert found(danger.calm_questions, *entries, vocabulary=VOCABULARY) == []
