from collections.abc import Callable
from typing import Any

import pytest

from bot.content.entry import Kind, PartialDate
from bot.content.reference import Place
from bot.publishing.checks import sources
from tests import toy

Found = Callable[..., list[tuple[str, dict[str, Any]]]]


def test_a_fact_without_a_source_is_named(found: Found) -> None:
    entry = toy.entry(facts={"a": toy.fact("a", sources=()), "b": toy.fact("b")})
    assert found(sources.facts_have_sources, entry) == [
        ("check.fact_without_source", {"entry": "quay", "fact": "a"})
    ]


def test_a_sentence_without_a_figure_needs_a_source(found: Found) -> None:
    bare = toy.entry(answer={"en": "{{ a }}. It is yellow.", "id": "{{ a }}."}, sources=())
    assert found(sources.sentences_have_sources, toy.entry()) == []
    assert found(sources.sentences_have_sources, bare) == [
        ("check.sentence_without_source", {"entry": "quay"})
    ]


def test_sentences_that_all_hold_a_fact_are_carried_by_their_facts(found: Found) -> None:
    entry = toy.entry(answer={"en": "It is {{ a }} long.", "id": "{{ a }}."}, sources=())
    assert found(sources.sentences_have_sources, entry) == []


def test_a_fact_without_a_figure_carries_a_sentence(found: Found) -> None:
    entry = toy.entry(sources=(), facts={"claim": toy.fact("claim")})
    assert found(sources.sentences_have_sources, entry) == []


def test_small_talk_needs_no_source(found: Found) -> None:
    assert found(sources.sentences_have_sources, toy.entry(kind=Kind.SMALLTALK, sources=())) == []


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"title": ""}, "check.source_without_title"),
        ({"publisher": ""}, "check.source_without_publisher"),
        ({"published": None}, "check.source_without_day"),
    ],
)
def test_a_source_that_is_not_complete_is_named(found: Found, changes: dict[str, Any], key: str) -> None:
    assert found(sources.complete, sources={"paper": toy.paper(**changes)}) == [(key, {"source": "paper"})]


def test_the_day_of_reading_is_day_enough(found: Found) -> None:
    read = toy.paper(published=None, retrieved=PartialDate(2026, 11, 22))
    assert found(sources.complete, sources={"paper": read}) == []


def test_a_source_that_nothing_cites_is_remarked(found: Found) -> None:
    entry = toy.entry(sources=("one",), facts={"a": toy.fact("a", sources=("two",))})
    known = {name: toy.paper(id=name) for name in ("one", "two", "three", "four")}
    place = Place("bay", {}, 0, 0, source="three")
    problems = found(sources.unused, entry, sources=known, places={"bay": place})
    assert problems == [("check.unused_source", {"source": "four"})]
