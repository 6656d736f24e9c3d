import numpy as np
import pytest

from bot.search.lexical import LexicalIndex, grams


def test_grams_stay_inside_words() -> None:
    assert set(grams("ab c")) == {" ab", "ab ", " ab ", " c "}


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
