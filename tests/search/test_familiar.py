import numpy as np
import pytest

from bot.search.familiar import ALWAYS, Familiar
from bot.search.lexical import LexicalIndex

TEXTS = ["depth of the harbour", "how deep is the harbour", "ticket price of the ferry", "ferry captain"]
OWNER = np.array([0, 0, 1, 1])


def familiar(*bits: int) -> Familiar:
    return Familiar(LexicalIndex(TEXTS), OWNER, np.array(bits or [ALWAYS] * 4, np.uint8))


def test_words_that_an_entry_uses_are_known_to_it() -> None:
    assert familiar().share("harbour depth", 0) == pytest.approx(1)


def test_a_word_that_only_another_entry_uses_is_new() -> None:
    whole, new = (familiar().share(text, 0) for text in ("depth of the harbour", "captain of the harbour"))
    assert new < whole - 0.2


def test_a_word_of_no_entry_is_new() -> None:
    assert familiar().share("zzzz qqqq", 0) == 0


def test_another_form_of_a_word_is_mostly_known() -> None:
    assert 0.5 < familiar().share("harbours", 0) < 1


def test_what_stands_in_a_hidden_fold_is_not_known() -> None:
    taught = familiar(1, 2, *[int(ALWAYS)] * 2)
    assert taught.share("depth", 0, hidden=1) < taught.share("depth", 0)
    assert taught.share("ticket", 1, hidden=1) == pytest.approx(1)


def test_no_words_are_known_to_nobody() -> None:
    assert familiar().share("", 0) == 0
