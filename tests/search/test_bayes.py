import numpy as np
import pytest

from bot.search.bayes import Bags, NaiveBayes

TEXTS = ["how deep is the quay", "depth of the quay", "who is the mayor", "name of the mayor"]
LABELS = np.array([0, 0, 1, 1])


def learnt() -> tuple[Bags, NaiveBayes]:
    bags = Bags(TEXTS)
    return bags, NaiveBayes(bags, LABELS, slice(None))


@pytest.mark.parametrize(("text", "entry"), [("quay", 0), ("mayor please", 1), ("the quays?", 0)])
def test_a_word_speaks_for_the_entry_that_uses_it(text: str, entry: int) -> None:
    bags, bayes = learnt()
    assert bayes.score([bags.bag(text)])[0].argmax() == entry


def test_words_that_all_use_alike_and_unknown_ones_say_nothing() -> None:
    bags, bayes = learnt()
    common, unknown = bayes.score([bags.bag("of the"), bags.bag("xylophone")])
    assert common[0] == pytest.approx(common[1])
    assert not unknown.any()


def test_a_word_counts_once() -> None:
    bags, _ = learnt()
    assert bags.bag("Quay? quay quay").tolist() == bags.bag("quay").tolist()


def test_what_is_hidden_has_taught_nothing() -> None:
    bags = Bags(TEXTS)
    bayes = NaiveBayes(bags, LABELS[1:], np.array([False, True, True, True]))
    assert not bayes.score([bags.bag("deep")]).any()


def test_many_words_together_say_less_each() -> None:
    bags, bayes = learnt()
    one, two = (row[0] - row[1] for row in bayes.score([bags.bag("quay"), bags.bag("deep quay")]))
    assert one < two < 2 * one
