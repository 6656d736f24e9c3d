from collections.abc import Callable
from typing import Any

import pytest

from bot.content.entry import Kind
from bot.publishing.checks import texts
from tests import toy

Found = Callable[..., list[tuple[str, dict[str, Any]]]]


def test_an_entry_has_questions_in_every_language(found: Found) -> None:
    lone = toy.entry(questions={"en": ("why",), "id": ()})
    assert found(texts.missing_languages, toy.entry()) == []
    assert found(texts.missing_languages, lone) == [
        ("check.no_questions", {"entry": "quay", "language": "id"})
    ]


def test_a_title_of_64_characters_passes_and_one_of_65_does_not(found: Found) -> None:
    title = {"en": "x" * 64, "id": "y" * 65}
    about = {"entry": "quay", "language": "id", "length": 65}
    assert found(texts.titles, toy.entry(title=title)) == [("check.long_title", about)]


def test_equal_answers_in_two_languages_are_named(found: Found) -> None:
    copied = toy.entry(answer={"en": "Same.", "id": "Same."})
    assert found(texts.equal_texts, toy.entry()) == []
    assert found(texts.equal_texts, copied) == [("check.equal_texts", {"entry": "quay"})]


@pytest.mark.parametrize("answer", ["<b>open", "a < b", "<p>no</p>"])
def test_markup_that_telegram_refuses_is_named(found: Found, answer: str) -> None:
    problems = found(texts.markup, toy.entry(answer={"en": answer, "id": "Baik."}))
    assert [(key, params["language"]) for key, params in problems] == [("check.bad_markup", "en")]


def test_a_link_that_telegram_ignores_is_named(found: Found) -> None:
    problems = found(texts.markup, toy.entry(answer={"en": '<a href="quay">quay</a>', "id": "Baik."}))
    assert [key for key, _ in problems] == ["check.ignored_markup"]


def test_good_markup_passes(found: Found) -> None:
    answer = {"en": '<b>Yellow</b> &amp; <a href="https://a.example">big</a>', "id": "<i>Kuning</i>"}
    assert found(texts.markup, toy.entry(answer=answer)) == []


@pytest.mark.parametrize(
    ("length", "keys"),
    [
        (900, []),
        (901, ["check.longish_answer"]),
        (2000, ["check.longish_answer"]),
        (2001, ["check.long_answer"]),
    ],
)
def test_only_what_a_person_sees_counts_as_length(found: Found, length: int, keys: list[str]) -> None:
    shown = toy.entry(answer={"en": f"<b>{'x' * length}</b>", "id": "Pendek."})
    assert [key for key, _ in found(texts.lengths, shown)] == keys


def test_a_message_that_does_not_fit_into_one_is_named(found: Found) -> None:
    long = toy.entry(answer={"en": "x" * 4100, "id": "Pendek."})
    assert "check.too_long_for_telegram" in [key for key, _ in found(texts.lengths, long)]


def test_sources_count_towards_the_message(found: Found) -> None:
    sources = {"paper": toy.paper(title="t" * 4100)}
    keys = [key for key, _ in found(texts.lengths, toy.entry(), sources=sources)]
    assert keys == ["check.too_long_for_telegram"] * 2


def test_more_than_a_hundred_entities_are_too_many(found: Found) -> None:
    bold = toy.entry(answer={"en": "<b>a</b> " * 101, "id": "Pendek."})
    assert [key for key, _ in found(texts.lengths, bold)] == ["check.too_long_for_telegram"]


def test_length_is_judged_for_every_kind(found: Found) -> None:
    talk = toy.entry(kind=Kind.SMALLTALK, answer={"en": "x" * 901, "id": "Pendek."})
    assert [key for key, _ in found(texts.lengths, talk)] == ["check.longish_answer"]
