from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.content.content import Content
from bot.content.entry import Kind
from bot.content.vocabulary import Vocabulary
from bot.search.matching import Context, Found, Search
from bot.search.ranking import Ranking

LEANING = {"en": ("^(and|what about)\\b",)}
QUESTIONS = {
    "port-depth": ["how deep is the harbour", "harbour depth in metres", "draught at the quay"],
    "mayor": ["who is the mayor", "name of the mayor", "mayor of the city now"],
    "visa": ["do we need a visa", "visa rules for visitors", "visa on arrival"],
}


def test_a_gap_is_found_by_its_own_rule(write: Callable[..., Content], build: Callable[..., Search]) -> None:
    found = build(write(QUESTIONS, kinds={"visa": Kind.GAP})).find("do we really need a visa")
    assert isinstance(found, Found)
    assert (found.entries, found.trace.rule) == (("visa",), "gap")


def test_a_leaning_question_hears_the_last_one(
    write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    search = build(write(QUESTIONS, vocabulary=Vocabulary(follow_up=LEANING)))
    finding = search.find("and in metres?", Context("how deep is the harbour", "port-depth"))
    assert isinstance(finding, Found)
    assert (finding.entries, finding.trace.rule) == (("port-depth",), "follow_up")


def test_a_question_of_its_own_is_not_dragged_back(
    write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    search = build(write(QUESTIONS, vocabulary=Vocabulary(follow_up=LEANING)))
    context = Context("how deep is the harbour", "port-depth")
    assert search.find("who is mayor of the city", context) == search.find("who is mayor of the city")


def test_a_leaning_question_about_another_subject_leaves_the_last_one(
    write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    search = build(write(QUESTIONS, vocabulary=Vocabulary(follow_up=LEANING)))
    found = search.find("and do we need a visa", Context("how deep is the harbour", "port-depth"))
    assert isinstance(found, Found)
    assert found.entries == ("visa",)


def test_a_few_words_that_say_too_little_lean_on_the_last_answer(
    write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    search = build(write(QUESTIONS))
    assert not isinstance(search.find("which units"), Found)
    found = search.find("which units", Context("how deep is the harbour", "port-depth"))
    assert isinstance(found, Found)
    assert (found.entries, found.trace.rule) == (("port-depth",), "follow_up")


def test_a_few_words_that_only_small_talk_is_near_go_on_about_the_last_answer(
    write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    small = {"who-are-you": ["who made it all", "who are you people"]}
    search = build(write({**QUESTIONS, **small}, kinds={"who-are-you": Kind.SMALLTALK}))
    alone, after = (
        search.find("who is it", context) for context in (None, Context("name of the mayor", "mayor"))
    )
    assert isinstance(alone, Found)
    assert isinstance(after, Found)
    assert (alone.entries, after.entries) == (("who-are-you",), ("mayor",))


def test_what_may_ask_for_an_untold_detail_is_answered_only_where_clearly_meant(
    write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    vague, clear = "how about the depth of the harbour", "harbour depth in the metres"
    chances = [build(write(QUESTIONS)).find(text).confidence for text in (vague, clear)]
    assert 0.5 < chances[0] < 0.9 < chances[1]
    strict = build(write(QUESTIONS), firm=0.6)
    assert not isinstance(strict.find(vague), Found)
    assert isinstance(strict.find(clear), Found)


@pytest.mark.parametrize(("close", "turning"), [(["visa"], {"visa"}), (["mayor"], {"mayor", "visa"})])
def test_what_a_question_comes_near_to_may_turn_it(
    write: Callable[..., Content],
    build: Callable[..., Search],
    monkeypatch: pytest.MonkeyPatch,
    close: list[str],
    turning: set[str],
) -> None:
    content = write(QUESTIONS)
    visa = replace(content.entries["visa"], related=("mayor",))
    search, text = (
        build(replace(content, entries={**content.entries, "visa": visa})),
        "who pays for the storage there then",
    )
    found = search.find(text)
    monkeypatch.setattr(Ranking, "close", lambda *_: close)
    assert search.turning(text, found) == turning


@pytest.mark.parametrize(
    ("text", "turning"),
    [
        ("who is the mayor", frozenset()),
        ("and who is it", None),
        ("which units", None),
        ("who is the mayor? and how deep is the harbour?", {"mayor", "port-depth"}),
        ("and who is it? how deep is the harbour?", None),
    ],
)
def test_only_what_is_clear_and_leans_on_nothing_stands_alone(
    write: Callable[..., Content], build: Callable[..., Search], text: str, turning: frozenset[str] | None
) -> None:
    search = build(write(QUESTIONS, vocabulary=Vocabulary(follow_up=LEANING)))
    assert search.turning(text, search.find(text)) == turning
