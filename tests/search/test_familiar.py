import numpy as np
import pytest

from bot.search.familiar import FAMILIAR, TAUGHT, TOLD, Familiar
from bot.search.lexical import LexicalIndex

TEXTS = ["depth of the harbour", "how deep is the harbour", "ticket price of the ferry", "ferry captain"]
OWNER = np.array([0, 0, 1, 1])


def familiar(*bits: int) -> Familiar:
    return Familiar(LexicalIndex(TEXTS), OWNER, np.array(bits or [TAUGHT] * 4, np.uint8))


def told(one: Familiar, text: str, entry: int, name: str = "familiar", hidden: int = 0) -> float:
    return float(one.of(text, entry, hidden)[FAMILIAR.index(name)])


def test_words_that_an_entry_uses_are_known_to_it() -> None:
    assert told(familiar(), "harbour depth", 0) == pytest.approx(1)


def test_a_word_that_only_another_entry_uses_is_new() -> None:
    whole, new = (told(familiar(), text, 0) for text in ("depth of the harbour", "captain of the harbour"))
    assert new < whole - 0.2


def test_a_word_of_no_entry_is_new() -> None:
    assert told(familiar(), "zzzz qqqq", 0) == 0


def test_another_form_of_a_word_is_mostly_known() -> None:
    assert 0.5 < told(familiar(), "harbours", 0) < 1


def test_what_stands_in_a_hidden_fold_is_not_known() -> None:
    taught = familiar(1, 2, *[int(TOLD)] * 2)
    assert told(taught, "depth", 0, hidden=1) < told(taught, "depth", 0)
    assert told(taught, "ticket", 1, hidden=1) == pytest.approx(1)


def test_the_two_newest_words_count_by_themselves() -> None:
    newest, newer = (FAMILIAR.index(name) for name in ("newest", "newer"))
    known, one, two = (
        familiar().of(text, 0) for text in ("depth of harbour", "captain of harbour", "captain zzzz harbour")
    )
    assert known[newest] == pytest.approx(0)
    assert one[newest] > one[newer] == pytest.approx(0)
    assert two[newest] >= two[newer] > 0.1


def test_what_the_entry_tells_itself_is_told_apart_from_what_it_was_taught() -> None:
    one = familiar(int(TOLD), int(TAUGHT), int(TAUGHT), int(TAUGHT))
    assert told(one, "depth harbour", 0, "in_told") == pytest.approx(1)
    assert told(one, "deep", 0) == pytest.approx(1)
    assert told(one, "deep", 0, "in_told") < 1
    assert told(one, "deep", 0, "untold") > told(one, "depth", 0, "untold") - 1e-6


def test_the_length_counts_different_words() -> None:
    assert told(familiar(), "depth depth harbour", 0, "length") == pytest.approx(np.log(2))


def test_no_words_are_known_to_nobody() -> None:
    assert not familiar().of("", 0).any()
