from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.content.entry import Kind
from bot.search.held_out import HeldOut, Lesson, ask_all
from bot.search.index import Ground

WORDS = ["depth", "price", "ferry", "mayor", "hotel", "smelter"]


def ground() -> Ground:
    texts = [f"{word} {extra}" for word in WORDS for extra in ("one", "two", "three", "four", "five")]
    return Ground([word for word in WORDS for _ in range(5)], texts, None)


ALL = np.full(30, fill_value=True)
PLACES = np.tile(np.arange(5), 6)


def asked(asks: NDArray[np.bool_] = ALL, **more: Any) -> HeldOut:
    return ask_all(Lesson(ground(), asks, PLACES, **more), letters_only=True)[0]


def test_every_question_is_asked_with_and_without_its_entry() -> None:
    held_out = asked()
    assert sorted(held_out.asked[~held_out.removed]) == list(range(30))
    assert sorted(held_out.asked[held_out.removed]) == list(range(30))


def test_easy_questions_are_right_and_those_without_an_entry_never() -> None:
    held_out = asked()
    assert held_out.right[~held_out.removed].all()
    assert not held_out.right[held_out.removed].any()
    assert not held_out.offered[held_out.removed].any()


def test_a_question_is_never_asked_with_itself_in_sight() -> None:
    held_out = asked()
    assert held_out.features[:, 1].max() < 0.99


def test_what_is_set_aside_could_not_be_right() -> None:
    held_out = asked(kinds={"depth": Kind.OFF_TOPIC, "price": Kind.URGENT})
    known = {WORDS[number] for number in held_out.truth[held_out.known]}
    assert known == set(WORDS[2:])
    assert held_out.alarm[held_out.urgent & ~held_out.removed, 0].min() > 0
    assert not held_out.calm().urgent.any()


def test_with_near_misses_no_entry_is_taken_away() -> None:
    assert not asked(kinds={"depth": Kind.NEAR_MISS}).removed.any()


def test_a_near_miss_could_not_be_right() -> None:
    held_out = asked(kinds={"depth": Kind.NEAR_MISS})
    assert {WORDS[number] for number in held_out.truth[held_out.near]} == {"depth"}
    assert not (held_out.near & held_out.known).any()


def test_what_an_entry_knows_is_told_without_the_question_itself() -> None:
    held_out = asked()
    familiar = held_out.features[:, 9]
    assert familiar[~held_out.removed].min() > 0
    assert familiar[~held_out.removed].max() < 1


def test_of_many_examples_two_fifths_are_enough() -> None:
    lesson = Lesson(ground(), ALL, PLACES)
    held_out = ask_all(lesson, letters_only=True, enough=12)[0]
    assert len(held_out.asked[~held_out.removed]) == 12
    assert set(held_out.truth[held_out.removed]) == {0, 1, 5}
    assert set(PLACES[held_out.asked]) == {0, 1}


def test_titles_only_teach() -> None:
    asks = np.array([True, True, True, True, False] * 6)
    held_out = asked(asks)
    assert not np.isin(held_out.asked, np.flatnonzero(~asks)).any()


def test_with_nothing_to_hold_out_nothing_is_asked() -> None:
    lesson = Lesson(Ground(["a"], ["x"], None), np.array([True]), np.array([0]))
    held_out, with_meaning = ask_all(lesson, letters_only=False)
    assert with_meaning is None
    assert len(held_out.asked) == 0


def test_of_very_many_examples_only_some_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.search.held_out.MOST_ASKED", 20)
    held_out = asked(kinds={"depth": Kind.NEAR_MISS})
    assert len(held_out.asked) == 20
    assert set(held_out.truth) == set(range(6))
