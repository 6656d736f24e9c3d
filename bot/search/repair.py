"""Mistyped words brought back to the words that the content knows."""

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.search.text import WORD

# Shorter words have too many neighbours to be repaired safely, and nothing longer is a word.
SHORTEST, LONGEST = 4, 40
TWO_EDITS_FROM = 8
NAME_FROM = 8
# Letters and pairs of letters are counted in so many boxes each; of the words whose letters come near, so
# many that share most pairs are looked at closely.
LETTERS, PAIRS, CLOSELY = 32, 64, 8
# Words whose repair is kept: the pieces of one message share theirs, and people mistype alike.
KEPT = 4096
# The texts of one message are asked for several times.
LATEST = 32
# Chat stretches words: "bangeeet" is "banget".
DRAWN_OUT = re.compile(r"(.)\1{2,}")


def distance(one: str, other: str) -> int:
    """Count the letters to insert, delete, replace or swap between two words."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, right in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _edits(word: str) -> int:
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
        return 0
    return 1 if len(word) < TWO_EDITS_FROM else 2


def _boxes(words: Sequence[str]) -> NDArray[np.int8]:
    """Count the letters and the pairs of letters of each word, (words, LETTERS + PAIRS)."""
    boxes = np.zeros((len(words), LETTERS + PAIRS), np.int8)
    for row, word in zip(boxes, words, strict=True):
        codes = [ord(letter) for letter in f" {word} "]
        for code in codes[1:-1]:
            row[code % LETTERS] += 1
        for left, right in pairwise(codes):
            row[LETTERS + (31 * left + right) % PAIRS] += 1
    return boxes


class Repairer:
    """Finds the known word nearest to an unknown one: one edit away, two from eight letters."""

    def __init__(self, counts: Mapping[str, int], names: Collection[str] = ()) -> None:
        """Learn the known words; short `names` are known too, but nobody is taken to have meant them."""
        self._counts = {**dict.fromkeys(names, 1), **counts}
        long_names = (name for name in names if len(name) >= NAME_FROM and name not in counts)
        self._meant = [word for word in (*counts, *long_names) if _edits(word)]
        self._boxes = _boxes(self._meant)
        self._lengths = np.array([len(word) for word in self._meant], np.int16)
        self._kept: dict[str, str] = {}
        self._latest: dict[str, str] = {}

    def text(self, text: str) -> str:
        """Return the text with every unknown word repaired."""
        found = self._latest.get(text)
        if found is None:
            if len(self._latest) >= LATEST:
                self._latest.clear()
            found = self._latest[text] = WORD.sub(lambda match: self.word(match[0]), text)
        return found

    def word(self, word: str) -> str:
        """Return the known word that is meant, or the word itself."""
        if word in self._counts:
            return word
        if word not in self._kept:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            self._kept[word] = self._pressed(word) or self._nearest(word) or word
        return self._kept[word]

    def _pressed(self, word: str) -> str | None:
        """Undo drawn-out letters (halooo) and the Indonesian plural sign (kapal2)."""
        tries = (DRAWN_OUT.sub(r"\1\1", word), DRAWN_OUT.sub(r"\1", word), word.removesuffix("2"))
        return next((tried for tried in tries if tried in self._counts), None)

    def _nearest(self, word: str) -> str | None:
        edits = _edits(word)
        if not edits:
            return None
        ranked = [(distance(word, found), -self._counts[found], found) for found in self._near(word, edits)]
        near = [one for one in ranked if one[0] <= edits]
        return min(near)[2] if near else None

    def _near(self, word: str, edits: int) -> list[str]:
        """Return known words whose letters are those of a word but for so many edits."""
        mine = _boxes([word])[0]
        as_long = np.flatnonzero(np.abs(self._lengths - len(word)) <= edits)
        # An edit takes one letter away and puts one in.
        apart = np.abs(self._boxes[as_long, :LETTERS] - mine[:LETTERS]).sum(axis=1, dtype=np.int16)
        near = as_long[apart <= 2 * edits]
        pairs = np.abs(self._boxes[near, LETTERS:] - mine[LETTERS:]).sum(axis=1, dtype=np.int16)
        return [self._meant[i] for i in near[np.argsort(pairs, kind="stable")[:CLOSELY]]]
