"""How much of a question's words an entry has ever used: a near miss asks with a word that is new to it."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.search.lexical import LexicalIndex

# One bit for each fold of the examples, one for examples that nobody holds out; what the entry tells itself
# has the last one.
TAUGHT, TOLD = np.uint8(1 << 6), np.uint8(1 << 7)
# What is told of a question's words, in this order: the share that the entry knows, the weight of the two
# words that are newest to it, the share that stands in what it tells, the weight of the word that is newest
# to that, and how many words there are (logarithm).
FAMILIAR = ("familiar", "newest", "newer", "in_told", "untold", "length")
# A rare word weighs about this much.
RARE = np.float32(10)

Row = NDArray[np.float32]


class Familiar:
    """Knows for each entry and n-gram in which folds they stand together; common n-grams tell nothing."""

    def __init__(self, lexical: LexicalIndex, owner: NDArray[np.int64], bits: NDArray[np.uint8]) -> None:
        """`owner` is the number of each text's entry, `bits` the fold in which it teaches, TAUGHT or TOLD."""
        self._lexical = lexical
        grams, texts = lexical.postings()
        pairs = owner[texts] * lexical.grams + grams
        order = np.argsort(pairs, kind="stable")
        ordered = pairs[order]
        starts = np.flatnonzero(np.diff(ordered, prepend=-1))
        self._pairs = ordered[starts]
        self._bits = np.bitwise_or.reduceat(bits[texts[order]], starts)

    def of(self, text: str, entry: int, hidden: int = 0) -> Row:
        """Return FAMILIAR of a canonical text, rare words counting more.

        What stands only in the `hidden` folds (as bits) is not known.
        """
        words = [self._lexical.pieces(word) for word in dict.fromkeys(text.split())]
        if not words:
            return np.zeros(len(FAMILIAR), np.float32)
        ids = np.concatenate([ids for ids, _ in words])
        weights = np.concatenate([weights for _, weights in words])
        starts = np.cumsum([0, *(len(ids) for ids, _ in words[:-1])])
        whole = np.add.reduceat(weights, starts)
        importance = whole / np.diff([*starts, len(ids)])
        known, told = (
            np.add.reduceat(weights * seen, starts) / whole for seen in self._knows(ids, entry, hidden)
        )
        lacks = np.sort(importance * (1 - known))[::-1] / RARE
        found = (
            (importance * known).sum() / importance.sum(),
            lacks[0],
            lacks[1] if len(lacks) > 1 else 0.0,
            (importance * told).sum() / importance.sum(),
            (importance * (1 - told)).max() / RARE,
            math.log(len(words)),
        )
        return np.array(found, np.float32)

    def _knows(self, ids: NDArray[np.int64], entry: int, hidden: int) -> Sequence[NDArray[np.bool_]]:
        """Tell which n-grams the entry knows, and which stand in what it tells; common ones always do."""
        wanted = entry * self._lexical.grams + ids
        at = np.minimum(np.searchsorted(self._pairs, wanted), len(self._pairs) - 1)
        bits = np.where((self._pairs[at] == wanted) & (ids >= 0), self._bits[at], np.uint8(0))
        common = self._lexical.common[ids] & (ids >= 0)
        return ((bits & ~np.uint8(hidden)) > 0) | common, ((bits & TOLD) > 0) | common
