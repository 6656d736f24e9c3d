"""How much of a question's words an entry has ever used: a near miss asks with a word that is new to it."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.search.lexical import LexicalIndex

# One bit for each fold of the examples; what always teaches has the last one.
ALWAYS = np.uint8(1 << 7)
# Words that are kept of the latest entry.
MOST = 1000

Weighed: TypeAlias = tuple[float, float]
"""How important a word is, and how much of that an entry knows."""


class Familiar:
    """Knows for each entry and n-gram in which folds they stand together; common n-grams tell nothing."""

    def __init__(self, lexical: LexicalIndex, owner: NDArray[np.int64], bits: NDArray[np.uint8]) -> None:
        """`owner` is the number of each text's entry, `bits` the fold in which it teaches."""
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

    def share(self, text: str, entry: int, hidden: int = 0) -> float:
        """Return the share of a canonical text's words that an entry knows, rare ones counting more.

        What stands only in the `hidden` folds (as bits) is not known.
        """
        words = dict.fromkeys(text.split())
        if not words:
            return 0.0
        weighed = self._of_latest(entry, hidden)
        if fresh := [word for word in words if word not in weighed]:
            weighed.update(zip(fresh, self._weigh(fresh, entry, hidden), strict=True))
        told = [weighed[word] for word in words]
        return sum(known for _, known in told) / sum(importance for importance, _ in told)

    def _of_latest(self, entry: int, hidden: int) -> dict[str, Weighed]:
        """Return what is weighed already for an entry: the pieces of a message are made of its words."""
        latest, weighed = self._latest
        if latest != (entry, hidden) or len(weighed) > MOST:
            weighed = {}
            self._latest = (entry, hidden), weighed
        return weighed

    def _weigh(self, words: Sequence[str], entry: int, hidden: int) -> Iterable[Weighed]:
        """Return how important each word is, and how much of that an entry knows."""
        pieces = [self._lexical.pieces(word) for word in words]
        ids = np.concatenate([ids for ids, _ in pieces])
        weights = np.concatenate([weights for _, weights in pieces])
        lengths = np.array([len(ids) for ids, _ in pieces])
        starts = np.cumsum(lengths) - lengths
        all_of = np.add.reduceat(weights, starts)
        known_of = np.add.reduceat(weights * self._knows(ids, entry, hidden), starts)
        importance = all_of / lengths
        return zip(importance.tolist(), (importance * known_of / all_of).tolist(), strict=True)

    def _knows(self, ids: NDArray[np.int64], entry: int, hidden: int) -> NDArray[np.bool_]:
        wanted = (np.maximum(ids, 0) * self._entries + entry).astype(self._pairs.dtype)
        at = np.minimum(np.searchsorted(self._pairs, wanted), len(self._pairs) - 1)
        found = (self._pairs[at] == wanted) & ((self._bits[at] & ~np.uint8(hidden)) > 0)
        return np.asarray((found | self._lexical.common[ids]) & (ids >= 0))
