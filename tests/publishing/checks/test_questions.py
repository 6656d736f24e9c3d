from collections.abc import Callable
from typing import Any

import pytest

from bot.content.entry import Kind
from bot.publishing.checks import questions
from tests import toy

Found = Callable[..., list[tuple[str, dict[str, Any]]]]


@pytest.mark.parametrize(("count", "keys"), [(4, ["check.few_questions"]), (5, []), (0, [])])
def test_five_questions_a_language_are_enough(found: Found, count: int, keys: list[str]) -> None:
    few = {"en": toy.WORDS[:count], "id": toy.WORDS}
    assert [key for key, _ in found(questions.enough, toy.entry(questions=few))] == keys


@pytest.mark.parametrize(
    "other",
    ["How long is the quay?", "how long is the quay", "HOW LONG IS THE QUAY!!", "how long  is the quay?"],
)
def test_a_question_of_two_entries_is_named(found: Found, other: str) -> None:
    first = toy.entry("quay", questions={"en": ("How long is the quay?",)})
    problems = found(questions.alike, first, toy.entry("crane", questions={"en": (other,)}))
    expected = {"entry": "crane", "question": other, "other": "quay"}
    assert problems == [("check.alike_questions", {**expected, "others_question": "How long is the quay?"})]


def test_questions_that_nearly_agree_are_named_over_languages(found: Found) -> None:
    long = "what is the length of the container quay at the terminal in Kariangau near Balikpapan bay"
    first = toy.entry("quay", questions={"en": (long,)})
    problems = found(questions.alike, first, toy.entry("crane", questions={"id": (f"{long}s",)}))
    assert [key for key, _ in problems] == ["check.alike_questions"]


def test_questions_that_differ_pass(found: Found) -> None:
    first = toy.entry("quay", questions={"en": ("how long is the quay", "how deep is the quay")})
    assert (
        found(questions.alike, first, toy.entry("crane", questions={"en": ("how high is the crane",)})) == []
    )


def test_a_question_that_an_entry_repeats_is_remarked(found: Found) -> None:
    twice = toy.entry(questions={"en": ("How long?", "how long")})
    assert found(questions.alike, twice) == [
        ("check.repeated_question", {"entry": "quay", "question": "How long?"})
    ]


def test_urgent_entries_may_share_their_cries(found: Found) -> None:
    cries = [toy.entry(name, kind=Kind.URGENT, questions={"en": ("help",)}) for name in ("city", "palu")]
    assert found(questions.alike, *cries) == []


def test_a_content_without_questions_has_none_alike(found: Found) -> None:
    assert found(questions.alike, toy.entry(questions={})) == []


@pytest.mark.parametrize("text", ["a", "ok", "yes", "hello"])
def test_a_short_question_of_two_entries_is_named(found: Found, text: str) -> None:
    entries = [toy.entry(name, questions={"en": (text,)}) for name in ("quay", "crane")]
    assert [key for key, _ in found(questions.alike, *entries)] == ["check.alike_questions"]


def test_every_pair_that_is_alike_is_found(found: Found) -> None:
    long = " ".join(map(str, range(100, 200)))
    copies = [f"{long[:cut]}{letter}{long[cut:]}" for cut in range(0, 60, 6) for letter in "xy"]
    entries = [toy.entry(f"quay-{at}", questions={"en": (text,)}) for at, text in enumerate(copies)]
    pairs = [(params["other"], params["entry"]) for _, params in found(questions.alike, *entries)]
    assert pairs == [(f"quay-{first}", f"quay-{second}") for second in range(20) for first in range(second)]
