"""Likeness in letters: character n-grams weighted by tf-idf, over an inverted index."""

import math
from array import array
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

# Pieces that stand in more than this share of many texts tell little and are five sixths of the work: without
# them held-out examples find their entry as often (measured 2026-11-25).
COMMON, COMMON_FROM = 0.1, 200
# Letters of a piece: three and four bear typos and Indonesian affixes best.
SIZES = (3, 4)
# Most questions are made of the same words: how many stay cut, and how many bytes may be taken by what those
# share that the texts have most often. Of a question's 15 words 9 are then new, with the latest it was 13.
MOST_CUT, ROOM = 4096, 8_000_000
# More words than this are not those of one question.
MANY = 100

Pieces: TypeAlias = tuple[NDArray[np.int64], NDArray[np.float64]]
"""The numbers of a word's n-grams, and their weights."""


def _pieces(word: str) -> list[str]:
    """Return the pieces of three and four characters inside a word."""
    framed = f" {word} "
    return [framed[i : i + size] for size in SIZES for i in range(max(1, len(framed) - size + 1))]


def _spread(
    flat: NDArray[np.int32], lengths: NDArray[np.int32], chosen: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the chosen ones of the rows that lie flat one behind another, flat again, and their lengths."""
    long = lengths[chosen]
    shift = (np.cumsum(lengths, dtype=np.int32) - lengths)[chosen] - (np.cumsum(long, dtype=np.int32) - long)
    at = np.repeat(shift, long)
    at += np.arange(len(at), dtype=np.int32)
    return flat[at], long


class LexicalIndex:
    """Texts by their character n-grams; scores are cosines between 0 and 1.

    `room` is how many bytes may be kept of what the commonest words share with the texts.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.size = len(texts)
        self.room = ROOM
        self._ids: dict[str, int] = {}
        self._rank: dict[str, int] = {}
        flat, lengths = self._numbered(texts)
        many = max(1, len(self._ids))
        # By n-gram, then by text: what the postings need, in as few bytes as hold the numbers.
        narrow = np.min_scalar_type(many * self.size)
        flat = flat.astype(narrow) * narrow.type(self.size)
        flat += np.repeat(np.arange(self.size, dtype=narrow), lengths)
        pairs, often = np.unique(flat, return_counts=True)
        del flat
        gram, text_of = np.divmod(pairs, narrow.type(max(1, self.size)))
        spread = np.bincount(gram, minlength=len(self._ids))
        self._idf = np.log((1 + self.size) / (1 + spread)) + 1
        self._rarest = float(self._idf.max(initial=1))
        weights = (1 + np.log(often)) * self._idf[gram]
        norms = np.sqrt(np.bincount(text_of, weights**2, minlength=self.size))
        self.common = spread > max(COMMON_FROM, COMMON * self.size)
        spread[self.common] = 0
        rare = np.flatnonzero(spread[gram])
        text_of = text_of[rare]
        self._texts = text_of.astype(np.min_scalar_type(self.size))
        # A question's own weights stand in them already, for they hang on the n-gram alone.
        own = self._idf[gram[rare]] / np.maximum(norms, 1e-9)[text_of]
        self._weights = (weights[rare] * own).astype(np.float32)
        self._ends = np.cumsum(spread).tolist()
        self._starts = [0, *self._ends[:-1]]
        self._cut: dict[str, Pieces] = {}
        self._kept: dict[str, NDArray[np.float32]] = {}

    def _numbered(self, texts: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Return all pieces of all texts as numbers, and how many each text has; a word is cut once."""
        numbers: dict[str, int] = {}
        cut, lengths, said, many = array("i"), array("i"), array("i"), array("i")
        for text in texts:
            words = text.split()
            for word in words:
                if word not in numbers:
                    numbers[word] = len(numbers)
                    pieces = [self._ids.setdefault(piece, len(self._ids)) for piece in _pieces(word)]
                    cut.extend(pieces)
                    lengths.append(len(pieces))
            said.extend([numbers[word] for word in words])
            many.append(len(words))
        words_said = np.array(said, np.int32)
        often = np.bincount(words_said, minlength=len(numbers))
        commonest = np.argsort(-often, kind="stable")[:MOST_CUT]
        by_number = list(numbers)
        self._rank = {by_number[number]: rank for rank, number in enumerate(commonest.tolist())}
        flat, long = _spread(np.array(cut, np.int32), np.array(lengths, np.int32), words_said)
        text_of = np.repeat(np.arange(len(texts)), np.array(many, np.int64))
        return flat, np.bincount(text_of, long, minlength=len(texts)).astype(np.int64)

    @property
    def grams(self) -> int:
        """How many different n-grams there are."""
        return len(self._ids)

    def postings(self) -> tuple[NDArray[np.int64], NDArray[np.unsignedinteger]]:
        """Return pairs of an n-gram's number and a text that has it; common n-grams are left out."""
        return np.repeat(np.arange(self.grams), np.diff([0, *self._ends])), self._texts

    def pieces(self, word: str) -> Pieces:
        """Return the numbers of a word's n-grams (-1 where no text has it) and their weights."""
        found = self._cut.get(word)
        if found is None:
            if len(self._cut) >= MOST_CUT:
                self._cut.clear()
            ids = np.array([self._ids.get(piece, -1) for piece in _pieces(word)], np.int64)
            found = self._cut[word] = ids, np.where(ids < 0, self._rarest, self._idf[ids])
        return found

    def score(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the cosines of each text with every text of the index, (texts, size)."""
        rows = np.zeros((len(texts), self.size), np.float32)
        # The texts of one question are made of the same words.
        shared: dict[str, NDArray[np.float32]] = {}
        for number, text in enumerate(texts):
            if said := text.split():
                if len(shared) > MANY:
                    shared.clear()
                shared.update((word, self._shared(word)) for word in said if word not in shared)
                for word in said:
                    rows[number] += shared[word]
                rows[number] /= self._norm([self.pieces(word) for word in said])
        return rows

    def _norm(self, pieces: Sequence[Pieces]) -> np.float32:
        """Return the length of what is made of these pieces; strange ones lengthen it as rare ones would."""
        ids, weights = (np.concatenate(part) for part in zip(*pieces, strict=True))
        order = ids.argsort()
        ids, weights = ids[order], weights[order]
        starts = np.flatnonzero(np.concatenate([[True], ids[1:] != ids[:-1]]))
        sums = np.add.reduceat(weights, starts)
        # Strange ones stand first, and each is another.
        strange = sums[0] * self._rarest - sums[0] ** 2 if ids[0] < 0 else 0.0
        return np.float32(math.sqrt(sums @ sums + strange))

    def _shared(self, word: str) -> NDArray[np.float32]:
        """Return what a word shares with each text; that of the commonest words is kept."""
        row = self._kept.get(word)
        if row is None:
            row = self._sum(self.pieces(word)[0])
            if self._rank.get(word, MOST_CUT) * row.nbytes < self.room:
                self._kept[word] = row
        return row

    def _sum(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        spans = [slice(self._starts[i], self._ends[i]) for i in ids.tolist() if i >= 0]
        if not spans:
            return np.zeros(self.size, np.float32)
        hits = np.concatenate([self._texts[span] for span in spans])
        parts = np.concatenate([self._weights[span] for span in spans])
        return np.bincount(hits, parts, minlength=self.size).astype(np.float32)
