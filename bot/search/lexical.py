"""Likeness in letters: character n-grams weighted by tf-idf, over an inverted index."""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# Letters of a piece: two to four bear typos and Indonesian affixes best.
SIZES = (2, 3, 4)


def grams(text: str) -> Counter[str]:
    """Count the pieces of two to four characters inside the words of a text."""
    counts: Counter[str] = Counter()
    for word in text.split():
        framed = f" {word} "
        for size in SIZES:
            counts.update([framed[i : i + size] for i in range(max(1, len(framed) - size + 1))])
    return counts


class LexicalIndex:
    """Texts by their character n-grams; scores are cosines between 0 and 1."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.size = len(texts)
        counted = [grams(text) for text in texts]
        self._ids = {gram: i for i, gram in enumerate(dict.fromkeys(g for one in counted for g in one))}
        flat = np.fromiter((self._ids[g] for one in counted for g in one), np.int64)
        often = np.fromiter((n for one in counted for n in one.values()), np.float64)
        text_of = np.repeat(np.arange(self.size), [len(one) for one in counted])
        spread = np.bincount(flat, minlength=len(self._ids))
        self._idf = np.log((1 + self.size) / (1 + spread)) + 1
        weights = (1 + np.log(often)) * self._idf[flat]
        norms = np.sqrt(np.bincount(text_of, weights**2, minlength=self.size))
        order = np.argsort(flat, kind="stable")
        self._texts = text_of[order]
        self._weights = (weights / np.maximum(norms, 1e-9)[text_of])[order]
        self._ends = np.cumsum(spread).tolist()

    def score(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the cosines of each text with every text of the index, (texts, size)."""
        rows = [self._score(text) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self.size), np.float32)

    def _score(self, text: str) -> NDArray[np.float32]:
        counts = grams(text)
        known = [(self._ids[gram], 1 + math.log(n)) for gram, n in counts.items() if gram in self._ids]
        if not known:
            return np.zeros(self.size, np.float32)
        ids = [number for number, _ in known]
        weights = np.array([often for _, often in known]) * self._idf[ids]
        # An n-gram that no text has still lengthens the question, as a rare one would.
        missing = (len(counts) - len(known)) * float(self._idf.max()) ** 2
        norm = math.sqrt(float(weights @ weights) + missing)
        return self._sum(ids, weights / norm)

    def _sum(self, ids: Sequence[int], weights: NDArray[np.float64]) -> NDArray[np.float32]:
        spans = [slice(self._ends[i - 1] if i else 0, self._ends[i]) for i in ids]
        hits = np.concatenate([self._texts[span] for span in spans])
        lengths = [span.stop - span.start for span in spans]
        parts = np.concatenate([self._weights[span] for span in spans]) * np.repeat(weights, lengths)
        return np.bincount(hits, parts, minlength=self.size).astype(np.float32)
