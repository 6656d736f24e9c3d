"""Mistyped words brought back to the words that the content knows."""

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from bot.search.text import WORD

# Shorter words have too many neighbours to be repaired safely, and nothing longer is a word. One letter
# shorter they may still lack a vowel ("kta", "prt").
SHORTEST, LONGEST = 4, 40
MORE_FROM, TWO_EDITS_FROM = 6, 8
NAME_FROM = 8
# What thumbs do most costs less than half of another edit: to leave out a vowel, as chat does, to swap,
# and to double a letter or not.
SLIP, EDIT = 2, 5
VOWELS = frozenset("aeiou")
# Letters and pairs of letters are counted in so many boxes each; of the words whose letters come near, so
# many that share most pairs are looked at closely.
LETTERS, PAIRS, CLOSELY = 32, 64, 12
# Words whose repair is kept: the pieces of one message share theirs, and people mistype alike.
KEPT = 4096
# The texts of one message are asked for several times.
LATEST = 32
# Chat stretches words: "bangeeet" is "banget".
DRAWN_OUT = re.compile(r"(.)\1{2,}")


def distance(typed: str, meant: str) -> int:
    """Return what it costs to make the word that is meant of a typed one, SLIP or EDIT a letter."""
    before: list[int] = []
    # What each letter of the meant word costs where it was left out.
    left_out = [_slips(meant, j) for j in range(len(meant))]
    row = [0, *accumulate(left_out)]
    for i, left in enumerate(typed, 1):
        too_much = _doubled(typed, i - 1)
        earlier, before, row = before, row, [row[0] + too_much]
        for j, right in enumerate(meant, 1):
            cost = min(
                before[j] + too_much, row[j - 1] + left_out[j - 1], before[j - 1] + EDIT * (left != right)
            )
            if i > 1 and j > 1 and left == meant[j - 2] and typed[i - 2] == right:
                cost = min(cost, earlier[j - 2] + SLIP)
            row.append(cost)
    return row[-1]


def _slips(word: str, at: int) -> int:
    """Return what a letter costs that was left out."""
    return SLIP if word[at] in VOWELS else _doubled(word, at)


def _doubled(word: str, at: int) -> int:
    """Return what a letter costs that is there too much or too little: the second of two alike is a slip."""
    return SLIP if at and word[at] == word[at - 1] else EDIT


def _opens_alike(typed: str, meant: str) -> bool:
    """Tell whether two words have the same first letter, or the first two swapped: few mistake these."""
    return typed[0] == meant[0] or typed[:2] == meant[1::-1]


def _bound(word: str) -> int:
    """Return how far away the word that is meant may be."""
    if not SHORTEST - 1 <= len(word) <= LONGEST or not word.isalpha():
        return 0
    if len(word) < SHORTEST:
        return SLIP
    if len(word) < TWO_EDITS_FROM:
        return EDIT if len(word) < MORE_FROM else EDIT + SLIP
    return 2 * EDIT


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
    """Finds the known word nearest to an unknown one, a few edits and slips away."""

    def __init__(self, counts: Mapping[str, int], names: Collection[str] = ()) -> None:
        """Learn the known words; short `names` are known too, but nobody is taken to have meant them."""
        self._counts = {**dict.fromkeys(names, 1), **counts}
        long_names = (name for name in names if len(name) >= NAME_FROM and name not in counts)
        self._meant = [word for word in (*counts, *long_names) if len(word) >= SHORTEST and _bound(word)]
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
        bound = _bound(word)
        if not bound:
            return None
        near = [found for found in self._near(word, bound) if _opens_alike(word, found)]
        ranked = ((distance(word, found), -self._counts[found], found) for found in near)
        return min((one for one in ranked if one[0] <= bound), default=(0, 0, None))[2]

    def _near(self, word: str, bound: int) -> list[str]:
        """Return known words whose letters are those of a word but for what so much makes of them."""
        mine = _boxes([word])[0]
        most = bound // SLIP
        as_long = np.flatnonzero(np.abs(self._lengths - len(word)) <= most)
        # A slip leaves one letter out or doubles it, an edit takes one away and puts one in.
        apart = np.abs(self._boxes[as_long, :LETTERS] - mine[:LETTERS]).sum(axis=1, dtype=np.int16)
        near, apart = as_long[apart <= most], apart[apart <= most]
        # A swap changes most pairs and no letter.
        apart = 2 * apart + np.abs(self._boxes[near, LETTERS:] - mine[LETTERS:]).sum(axis=1, dtype=np.int16)
        return [self._meant[i] for i in near[np.argsort(apart, kind="stable")[:CLOSELY]]]
