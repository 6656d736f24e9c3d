"""Mistyped words brought back to the words that the content knows."""

import re
from collections.abc import Collection, Iterator, Mapping

from bot.search.text import WORD

# Shorter words have too many neighbours to be repaired safely.
SHORTEST = 4
TWO_EDITS_FROM = 8
NAME_FROM = 8
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
    if len(word) < SHORTEST or not word.isalpha():
        return 0
    return 1 if len(word) < TWO_EDITS_FROM else 2


def _shortened(word: str, letters: int) -> Iterator[str]:
    """All words left when up to so many letters are dropped."""
    yield word
    if letters:
        for i in range(len(word)):
            yield from _shortened(word[:i] + word[i + 1 :], letters - 1)


class Repairer:
    """Finds the known word nearest to an unknown one: one edit away, two from eight letters."""

    def __init__(self, counts: Mapping[str, int], names: Collection[str] = ()) -> None:
        """Learn the known words; short `names` are known too, but nobody is taken to have meant them."""
        self._counts = {**dict.fromkeys(names, 1), **counts}
        self._by_rest: dict[str, list[str]] = {}
        for word in (*counts, *(name for name in names if len(name) >= NAME_FROM and name not in counts)):
            # A word two letters short of eight may still be meant by one of eight.
            reach = min(2, _edits(word + "xx"))
            for rest in set(_shortened(word, reach if _edits(word) else 0)):
                self._by_rest.setdefault(rest, []).append(word)

    def text(self, text: str) -> str:
        """Return the text with every unknown word repaired."""
        return WORD.sub(lambda match: self.word(match[0]), text)

    def word(self, word: str) -> str:
        """Return the known word that is meant, or the word itself."""
        if word in self._counts:
            return word
        return self._pressed(word) or self._nearest(word) or word

    def _pressed(self, word: str) -> str | None:
        """Undo drawn-out letters (halooo) and the Indonesian plural sign (kapal2)."""
        tries = (DRAWN_OUT.sub(r"\1\1", word), DRAWN_OUT.sub(r"\1", word), word.removesuffix("2"))
        return next((tried for tried in tries if tried in self._counts), None)

    def _nearest(self, word: str) -> str | None:
        edits = _edits(word)
        if not edits:
            return None
        candidates = {found for rest in _shortened(word, edits) for found in self._by_rest.get(rest, ())}
        ranked = [
            (distance(word, found), -self._counts[found], found) for found in candidates if _edits(found)
        ]
        near = [one for one in ranked if one[0] <= edits]
        return min(near)[2] if near else None
