"""Naive Bayes: what each word of a question says for and against each entry."""

import math
from array import array
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.search.text import WORD

# Words with the same first letters count as one, for both languages change their words' ends.
STEM = 5
# How many examples the expectation of an entry that has never used a word is worth.
PRIOR = 1.0
# A word stands in half an example that nobody has written yet.
UNSEEN = 0.5

Bag: TypeAlias = NDArray[np.int64]
"""The numbers of a text's known words, each once."""


class Bags:
    """Texts as the words that they are made of."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._ids: dict[str, int] = {}
        flat, lengths = array("i"), array("i")
        for text in texts:
            numbers = [self._ids.setdefault(stem, len(self._ids)) for stem in _stems(text)]
            flat.extend(numbers)
            lengths.append(len(numbers))
        self.flat, self.lengths = np.array(flat, np.int32), np.array(lengths, np.int32)

    @property
    def words(self) -> int:
        """How many different words there are."""
        return len(self._ids)

    def bag(self, text: str) -> Bag:
        """Return a text's known words."""
        return np.array([self._ids[stem] for stem in _stems(text) if stem in self._ids], np.int64)


class NaiveBayes:
    """Log-likelihood ratios of words for entries, as the visible texts have taught them."""

    def __init__(self, bags: Bags, labels: NDArray[np.int64], visible: NDArray[np.bool_] | slice) -> None:
        """`labels` are the entries' numbers of the visible texts, from 0."""
        self._entries = int(labels.max(initial=0)) + 1
        shown = np.zeros(len(bags.lengths), bool)
        shown[visible] = True
        label = np.zeros(len(bags.lengths), np.int64)
        label[shown] = labels
        words = bags.flat[np.repeat(shown, bags.lengths)].astype(np.int64)
        pairs, often = np.unique(
            words * self._entries + np.repeat(label[shown], bags.lengths[shown]), return_counts=True
        )
        word, self._columns = np.divmod(pairs, self._entries)
        texts = np.bincount(labels, minlength=self._entries)
        expected = (np.bincount(words, minlength=bags.words) + UNSEEN) / (len(labels) + 1)
        # What a word says against an entry that has never used it, and how much more it says for others.
        self._against = np.log(PRIOR / (texts + PRIOR))
        ratios = (often + PRIOR * expected[word]) / (texts[self._columns] + PRIOR) / expected[word]
        self._more = np.log(ratios) - self._against[self._columns]
        self._starts = np.searchsorted(word, np.arange(bags.words + 1))

    def score(self, bags: Sequence[Bag]) -> NDArray[np.float32]:
        """Return what the words of each bag say together, (bags, entries): the more, the less each says."""
        return np.stack([self._said(bag) for bag in bags]).astype(np.float32)

    def _said(self, bag: Bag) -> NDArray[np.float64]:
        begins, ends = self._starts[bag], self._starts[bag + 1]
        known = int((ends > begins).sum())
        if not known:
            return np.zeros(self._entries)
        at = np.concatenate([np.arange(begin, end) for begin, end in zip(begins, ends, strict=True)])
        said = np.bincount(self._columns[at], self._more[at], minlength=self._entries)
        return np.asarray((said + known * self._against) / math.sqrt(known))


def _stems(text: str) -> list[str]:
    return list(dict.fromkeys(word[:STEM] for word in WORD.findall(text)))
