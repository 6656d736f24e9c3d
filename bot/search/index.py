"""The index: all examples of all entries, and the score of a question against each entry."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.content.content import Content
from bot.content.entry import Kind
from bot.search import head
from bot.search.lexical import LexicalIndex
from bot.search.semantic import Vector, unit
from bot.search.text import sanitise
from bot.search.views import Speller

# Measured on five public sets: a tenth was ahead of the fifteenth in the design.
HEAD_WEIGHT = np.float32(1 / 10)
# Above this the fit grows dear and the head gains little.
HEAD_UP_TO_ENTRIES = 1_000
HIDDEN = np.float32(-9)
LONE_LEAD = np.float32(1)


@dataclass(frozen=True, slots=True)
class Example:
    """One text that teaches: an example question or a title; `place` is its rank in its language."""

    entry: str
    language: str
    text: str
    plain: str
    place: int
    title: bool = False


def collect(content: Content, languages: Sequence[str], speller: Speller) -> list[Example]:
    """Return the examples of all entries that can be found, entry by entry."""
    found = []
    for entry in content.entries.values():
        if entry.kind is Kind.URGENT:
            continue
        for language in languages:
            asked = [sanitise(text) for text in entry.questions.get(language, ())]
            title = sanitise(entry.title.get(language, ""))
            found += [Example(entry.id, language, q, speller.plain(q), i) for i, q in enumerate(asked) if q]
            if title:
                found.append(Example(entry.id, language, title, speller.plain(title), 0, title=True))
    return found


@dataclass(frozen=True, slots=True)
class Scores:
    """A question against each entry: the fused score and the best raw likeness, (questions, entries)."""

    fused: NDArray[np.float32]
    likeness: NDArray[np.float32]

    def features(self) -> NDArray[np.float32]:
        """Return what calibration looks at: best fused score, best likeness, lead over the second entry."""
        best = self.fused.max(axis=1)
        second = np.sort(self.fused, axis=1)[:, -2] if self.fused.shape[1] > 1 else best - LONE_LEAD
        lead = np.minimum(best - second, LONE_LEAD)
        return np.stack([best, self.likeness.max(axis=1), lead], axis=1).astype(np.float32)


class Ground:
    """What a score is made from: whose each example is, its letters, and its vector if there is one."""

    def __init__(self, owners: Sequence[str], texts: Sequence[str], vectors: Vector | None) -> None:
        self.entries = tuple(dict.fromkeys(owners))
        numbers = {entry: i for i, entry in enumerate(self.entries)}
        self.owner = np.array([numbers[owner] for owner in owners], np.int64)
        self.texts = tuple(texts)
        self.lexical = LexicalIndex(texts)
        self.vectors = vectors

    def without_vectors(self) -> "Ground":
        """Return the same ground as it is without an encoder."""
        letters = copy(self)
        letters.vectors = None
        return letters


class Scorer:
    """Scores questions by what is visible of the ground (all of it, unless some is held out)."""

    def __init__(
        self, ground: Ground, visible: NDArray[np.bool_] | None = None, weights: Vector | None = None
    ) -> None:
        self._ground = ground
        self._kept = slice(None) if visible is None else visible
        owner = ground.owner[self._kept]
        self._entries, labels, counts = np.unique(owner, return_inverse=True, return_counts=True)
        self._counts = counts.astype(np.float32)
        self._starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        self.head: Vector = np.zeros((0, 0), np.float32)
        if ground.vectors is not None:
            self._vectors = ground.vectors[self._kept]
            self._centroids = unit(np.add.reduceat(self._vectors, self._starts, axis=0))
            self.head = weights if weights is not None else self._fit(labels)

    def _fit(self, labels: NDArray[np.int64]) -> Vector:
        if len(self._entries) > HEAD_UP_TO_ENTRIES:
            return np.zeros((0, 0), np.float32)
        return head.fit(self._vectors, labels, len(self._entries))

    def score(self, texts: Sequence[str], vectors: Vector | None) -> Scores:
        """Return the scores of texts (canonical) with their vectors (None without an encoder)."""
        letters = self._ground.lexical.score(texts)[:, self._kept]
        best = np.maximum.reduceat(letters, self._starts, axis=1)
        if vectors is None or self._ground.vectors is None:
            average = (np.add.reduceat(letters, self._starts, axis=1) / self._counts).astype(np.float32)
            return Scores(self._spread(best + average), self._spread(best))
        meaning = vectors @ self._centroids.T
        likeness = np.maximum.reduceat(vectors @ self._vectors.T, self._starts, axis=1)
        fused = best + meaning + self._by_head(vectors)
        return Scores(self._spread(fused), self._spread(likeness))

    def _by_head(self, vectors: Vector) -> NDArray[np.float32] | np.float32:
        if not self.head.size:
            return np.float32(0)
        return HEAD_WEIGHT * (head.with_bias(vectors) @ self.head)

    def _spread(self, columns: NDArray[np.float32]) -> NDArray[np.float32]:
        spread = np.full((len(columns), len(self._ground.entries)), HIDDEN, np.float32)
        spread[:, self._entries] = columns
        return spread
