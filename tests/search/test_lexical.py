import numpy as np
import pytest

from bot.search.lexical import LexicalIndex


def test_letters_are_compared_inside_words() -> None:
    scores = LexicalIndex(["ab cd", "bc"]).score(["bc"])[0]
    assert scores[0] == 0
    assert scores[1] == pytest.approx(1, abs=1e-5)


def test_no_likeness_is_above_one_however_often_a_word_comes() -> None:
    scores = LexicalIndex(["harbour harbour depth", "ticket"]).score(["harbour harbour harbour depth"])
    assert 0.8 < scores[0, 0] <= 1 + 1e-5


def test_a_word_that_is_kept_tells_the_same_again() -> None:
    index = LexicalIndex(["harbour depth", "ticket price"])
    assert np.array_equal(index.score(["harbour price"]), index.score(["harbour price"]))


def test_a_text_is_fully_like_itself_and_not_at_all_like_strange_letters() -> None:
    scores = LexicalIndex(["harbour depth", "ticket price"]).score(["harbour depth", "xyz"])
    assert scores[0, 0] == pytest.approx(1, abs=1e-5)
    assert scores[1].tolist() == [0, 0]


def test_a_mistyped_word_is_still_nearest_to_its_own() -> None:
    scores = LexicalIndex(["harbour depth", "ticket price", "hotel rooms"]).score(["harbuor"])
    assert scores[0].argmax() == 0


def test_letters_that_no_text_has_lower_the_likeness() -> None:
    index = LexicalIndex(["harbour depth", "ticket price"])
    alone, among_strangers = index.score(["harbour", "harbour zzqq"])[:, 0]
    assert among_strangers < alone


def test_no_texts_give_no_rows() -> None:
    assert LexicalIndex(["a"]).score([]).shape == (0, 1)


def test_a_common_word_tells_less_than_a_rare_one() -> None:
    scores = LexicalIndex(["how deep", "how long", "how far"]).score(["how deep"])[0]
    assert np.argsort(-scores)[0] == 0
    assert scores[1] < 0.6


def test_the_commonest_words_are_kept_as_far_as_there_is_room() -> None:
    index = LexicalIndex(["how deep is it", "how far is it", "how deep"])
    index.room = 2 * index.size * 4
    before = index.score(["how deep is the quay"])
    assert set(index._kept) == {"how", "deep"}
    assert np.array_equal(index.score(["how deep is the quay"]), before)


def test_many_texts_are_scored_as_each_alone() -> None:
    index = LexicalIndex([f"harbour{number} depth{number % 7}" for number in range(40)])
    texts = [f"harbour{number} depth{number % 5} zzqq{number} zzqq" for number in range(90)] + ["", "depth3"]
    together = index.score(texts)
    assert together == pytest.approx(np.concatenate([index.score([text]) for text in texts]), abs=1e-6)


def test_strange_letters_count_each_time_they_come() -> None:
    index = LexicalIndex(["harbour depth", "ticket price"])
    once, twice = index.score(["harbour zzqq", "harbour zzqq zzqq"])[:, 0]
    assert twice < once
