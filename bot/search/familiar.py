"""How much of a question's words an entry has ever used: a near miss asks with a word that is new to it."""

import math
from collections.abc import Iterable, Sequence
from typing import TypeAlias

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
RARE = 10.0

# Words that are kept of the latest entry.
MOST = 1000

Row = NDArray[np.float32]
Weighed: TypeAlias = tuple[float, float, float]
"""How important a word is, how much of it an entry knows, and how much stands in what it tells."""


class Familiar:
    """Knows for each entry and n-gram in which folds they stand together; common n-grams tell nothing."""

    def __init__(self, lexical: LexicalIndex, owner: NDArray[np.int64], bits: NDArray[np.uint8]) -> None:
        """`owner` is the number of each text's entry, `bits` the fold in which it teaches, TAUGHT or TOLD."""
        self._lexical = lexical
        grams, texts = lexical.postings()
        self._entries = int(owner.max(initial=0)) + 1
        # In as few bytes as hold the numbers, and nearly in order as they come.
        narrow = np.min_scalar_type(lexical.grams * self._entries)
        pairs = (grams * self._entries + owner[texts]).astype(narrow)
        order = np.argsort(pairs, kind="stable")
        ordered = pairs[order]
        starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])[: len(ordered)])
        self._pairs = ordered[starts]
        self._latest: tuple[tuple[int, int], dict[str, Weighed]] = (-1, 0), {}
        self._bits = np.bitwise_or.reduceat(bits[texts[order]], starts)

    def of(self, text: str, entry: int, hidden: int = 0) -> Row:
        """Return FAMILIAR of a canonical text, rare words counting more.

        What stands only in the `hidden` folds (as bits) is not known.
        """
        words = dict.fromkeys(text.split())
        if not words:
            return np.zeros(len(FAMILIAR), np.float32)
        weighed = self._of_latest(entry, hidden)
        if fresh := [word for word in words if word not in weighed]:
            weighed.update(zip(fresh, self._weigh(fresh, entry, hidden), strict=True))
        whole = knows = tells = newest = newer = untold = 0.0
        # A few words: in arrays they would take three times as long.
        for importance, known, told in map(weighed.__getitem__, words):
            lack = importance * (1 - known)
            newest, newer = max(newest, lack), max(newer, min(newest, lack))
            untold = max(untold, importance * (1 - told))
            whole += importance
            knows += importance * known
            tells += importance * told
        found = (
            knows / whole,
            newest / RARE,
            newer / RARE,
            tells / whole,
            untold / RARE,
            math.log(len(words)),
        )
        return np.array(found, np.float32)

    def _of_latest(self, entry: int, hidden: int) -> dict[str, Weighed]:
        """Return what is weighed already for an entry: the pieces of a message are made of its words."""
        latest, weighed = self._latest
        if latest != (entry, hidden) or len(weighed) > MOST:
            weighed = {}
            self._latest = (entry, hidden), weighed
        return weighed

    def _weigh(self, words: Sequence[str], entry: int, hidden: int) -> Iterable[Weighed]:
        """Return how important each word is, and how much of it an entry knows, and tells itself."""
        pieces = [self._lexical.pieces(word) for word in words]
        ids = np.concatenate([ids for ids, _ in pieces])
        weights = np.concatenate([weights for _, weights in pieces])
        lengths = np.array([len(ids) for ids, _ in pieces])
        starts = np.cumsum(lengths) - lengths
        whole = np.add.reduceat(weights, starts)
        known, told = (
            np.add.reduceat(weights * seen, starts) / whole for seen in self._knows(ids, entry, hidden)
        )
        return zip((whole / lengths).tolist(), known.tolist(), told.tolist(), strict=True)

    def _knows(self, ids: NDArray[np.int64], entry: int, hidden: int) -> Sequence[NDArray[np.bool_]]:
        """Tell which n-grams the entry knows, and which stand in what it tells; common ones always do."""
        wanted = (np.maximum(ids, 0) * self._entries + entry).astype(self._pairs.dtype)
        at = np.minimum(np.searchsorted(self._pairs, wanted), len(self._pairs) - 1)
        bits = np.where((self._pairs[at] == wanted) & (ids >= 0), self._bits[at], np.uint8(0))
        common = self._lexical.common[ids] & (ids >= 0)
        return ((bits & ~np.uint8(hidden)) > 0) | common, ((bits & TOLD) > 0) | common
