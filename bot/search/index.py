"""The index: all examples and statements of all entries, and the score of a question against each entry."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from bot.content.content import Content
from bot.content.entry import Kind
from bot.search import head
from bot.search.bayes import Bag, Bags, NaiveBayes
from bot.search.familiar import TOLD, Familiar
from bot.search.lexical import LexicalIndex
from bot.search.scores import HIDDEN, Aside, Odds, Scores
from bot.search.semantic import Vector, unit
from bot.search.text import sanitise
from bot.search.views import Speller

# Measured on held-out examples (2026-11-30), beside what words say: a tenth more or less changes nothing.
HEAD_WEIGHT = np.float32(0.12)
# Measured on our own judged questions and three public sets: half a centroid beside the head, and what the
# answer itself says, in letters as much as the examples, in meaning half as much.
CENTROID_WEIGHT, TOLD_WEIGHT, TOLD_MEANING = np.float32(1 / 2), np.float32(1), np.float32(1 / 2)
# Measured on held-out examples (2026-11-30): 86 of 100 find their entry instead of 81.
BAYES_WEIGHT = np.float32(0.1)
# Kinds of entries that nobody is answered with by a search.
ASIDE = (Kind.OFF_TOPIC, Kind.URGENT, Kind.NEAR_MISS)
# Groups of entries that are held against each other: ours against what is off topic, urgent ones against all
# others, ours against near misses.
AGAINST = ((0, 1), (2, 3), (0, 4))
# Kinds that are said for politeness.
FREE = {Kind.SMALLTALK, Kind.HELP}


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
        for language in languages:
            asked = [sanitise(text) for text in entry.questions.get(language, ())]
            title = sanitise(entry.title.get(language, ""))
            found += [Example(entry.id, language, q, speller.plain(q), i) for i, q in enumerate(asked) if q]
            if title and entry.kind not in ASIDE:
                found.append(Example(entry.id, language, title, speller.plain(title), 0, title=True))
    return found


def _of_kind(entries: Sequence[str], kinds: Mapping[str, Kind], kind: Kind) -> NDArray[np.bool_]:
    return np.array([kinds.get(entry) is kind for entry in entries], bool)


def _groups(seen: Aside) -> NDArray[np.float32]:
    """Return which entry belongs to which group that AGAINST names, (entries, groups)."""
    groups = (~seen.out, seen.off_topic, seen.urgent, ~seen.urgent, seen.near_miss)
    return np.stack(groups, axis=1).astype(np.float32)


class Ground:
    """What a score is made from: whose each text is, its letters, and its vector if there is one.

    The letters of the `lines` that the entries tell, pairs of an entry and a text, stand behind those of the
    texts.
    """

    def __init__(
        self,
        owners: Sequence[str],
        texts: Sequence[str],
        vectors: Vector | None,
        lines: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.entries = tuple(dict.fromkeys(owners))
        numbers = {entry: i for i, entry in enumerate(self.entries)}
        self.owner = np.array([numbers[owner] for owner in owners], np.int64)
        self.texts = tuple(texts)
        self.telling = np.array([numbers[entry] for entry, _ in lines], np.int64)
        self.lexical = LexicalIndex([*texts, *(line for _, line in lines)])
        self.bags = Bags(texts)
        self.vectors = vectors

    def without_vectors(self) -> "Ground":
        """Return the same ground as it is without an encoder."""
        letters = copy(self)
        letters.vectors = None
        return letters

    def familiar(self, bits: NDArray[np.uint8]) -> Familiar:
        """Return which words each entry knows; `bits` tell how each text teaches."""
        told = np.full(len(self.telling), TOLD)
        owner = np.concatenate([self.owner, self.telling])
        return Familiar(self.lexical, owner, np.concatenate([bits, told]))


@dataclass(frozen=True, slots=True)
class Heard:
    """What texts share with a ground: letters with each of its texts, their vectors and words."""

    letters: NDArray[np.float32]
    vectors: Vector | None
    bags: Sequence[Bag] = ()


class Told:
    """How well a question fits what the entries tell: in letters the best line counts, in meaning all."""

    def __init__(self, owners: Sequence[str], vectors: Vector | None, entries: Sequence[str]) -> None:
        numbers = {entry: i for i, entry in enumerate(entries)}
        owner = np.array([numbers[one] for one in owners], np.int64)
        self._starts = np.concatenate([[0], np.flatnonzero(np.diff(owner)) + 1]).astype(np.int64)
        self._columns = owner[self._starts]
        self._entries = len(entries)
        self._vectors = None if vectors is None else unit(np.add.reduceat(vectors, self._starts, axis=0))

    def score(self, heard: Heard) -> NDArray[np.float32]:
        """Return the scores, (questions, entries); zero for an entry that tells nothing."""
        best = TOLD_WEIGHT * np.maximum.reduceat(heard.letters, self._starts, axis=1)
        if heard.vectors is not None and self._vectors is not None:
            best += TOLD_MEANING * (heard.vectors @ self._vectors.T)
        spread = np.zeros((len(best), self._entries), np.float32)
        spread[:, self._columns] = best
        return spread


class Scorer:
    """Scores questions by what is visible of the ground (all of it, unless some is held out).

    Of the entries' `kinds` those of ASIDE compete for nothing: how near a question comes to them tells that
    it is not ours, or that somebody is in danger. With `weights` and `centroids` of an earlier fit the
    examples' vectors are not needed.
    """

    def __init__(  # noqa: PLR0913  what a score is made from, by name
        self,
        ground: Ground,
        visible: NDArray[np.bool_] | None = None,
        weights: Vector | None = None,
        *,
        centroids: Vector | None = None,
        told: Told | None = None,
        kinds: Mapping[str, Kind] = MappingProxyType({}),
    ) -> None:
        self._ground = ground
        self._told = told
        self._aside = Aside(*(_of_kind(ground.entries, kinds, kind) for kind in ASIDE))
        self._kept = slice(None) if visible is None else visible
        owner = ground.owner[self._kept]
        self._entries, labels, counts = np.unique(owner, return_inverse=True, return_counts=True)
        self._seen = Aside(*(group[self._entries] for group in self._aside.groups))
        self._groups = _groups(self._seen)
        self._counts = counts.astype(np.float32)
        self._starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        self._bayes = NaiveBayes(ground.bags, labels, self._kept)
        self.head: Vector = weights if weights is not None else np.zeros((0, 0), np.float32)
        self.centroids = centroids
        if ground.vectors is not None and weights is None:
            self.head, self.centroids = head.learn(ground.vectors[self._kept], labels)

    def hear(self, texts: Sequence[str], vectors: Vector | None) -> tuple[Heard, Heard | None]:
        """Return what texts (canonical) share with the examples and with the statements."""
        known = vectors if self.centroids is not None else None
        letters = self._ground.lexical.score(texts)
        many = len(self._ground.owner)
        told = None if self._told is None else Heard(letters[:, many:], known)
        bags = [self._ground.bags.bag(text) for text in texts]
        return Heard(letters[:, :many], known, bags), told

    def score(self, texts: Sequence[str], vectors: Vector | None) -> Scores:
        """Return the scores of texts (canonical) with their vectors (None without an encoder)."""
        return self.score_heard(*self.hear(texts, vectors))

    def score_heard(self, heard: Heard, told: Heard | None) -> Scores:
        """Return the scores of what was heard already."""
        letters, logits = heard.letters[:, self._kept], self._logits(heard.vectors)
        best = np.maximum.reduceat(letters, self._starts, axis=1)
        if heard.vectors is None or self.centroids is None:
            likeness = average = (np.add.reduceat(letters, self._starts, axis=1) / self._counts).astype(
                np.float32
            )
            fused = best + average
        else:
            likeness = heard.vectors @ self.centroids.T
            fused = best + CENTROID_WEIGHT * likeness
        fused += BAYES_WEIGHT * self._bayes.score(heard.bags)
        if logits is not None:
            fused += HEAD_WEIGHT * logits
        said, odds = self._said(told, len(best)), self._odds(logits, len(best))
        return Scores.of(self._spread(fused) + said, self._spread(likeness), said, odds, self._aside)

    def _said(self, told: Heard | None, questions: int) -> NDArray[np.float32]:
        if self._told is None or told is None:
            return np.zeros((questions, len(self._ground.entries)), np.float32)
        return self._told.score(told)

    def _logits(self, vectors: Vector | None) -> NDArray[np.float32] | None:
        if vectors is None or not self.head.size:
            return None
        return np.asarray(head.with_bias(vectors) @ self.head)

    def _odds(self, logits: NDArray[np.float32] | None, questions: int) -> Odds:
        even = np.zeros((questions, 1), np.float32)
        if logits is None:
            return Odds(even, even, even)
        weighed, known = head.together(logits, self._groups), self._groups.sum(axis=0) > 0
        return Odds(
            *(
                weighed[:, [one]] - weighed[:, [other]] if known[one] and known[other] else even
                for one, other in AGAINST
            )
        )

    def _spread(self, columns: NDArray[np.float32]) -> NDArray[np.float32]:
        spread = np.full((len(columns), len(self._ground.entries)), HIDDEN, np.float32)
        spread[:, self._entries] = columns
        return spread
