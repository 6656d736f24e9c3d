"""The language of a question: character n-grams of our own questions, undecided below a margin."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.search.text import words

# Letters of the longest piece of a word that is counted.
LONGEST = 5
# Below this lead, in log-odds, a text belongs to no language: a bare name stays undecided.
MARGIN = 1.5
SMOOTHING = 0.3
# Who mixes languages begins in the one that carries the sentence: the first words that tell count so much.
OPENING, OPENING_WEIGHT = 3, 1.5
# Common words that one language hardly shares carry its sentences, whatever nouns are borrowed: they count so
# much. Measured on 1,178 judged questions (2026-11-30): of nine wrong languages six remained.
CARRYING_FROM, CARRYING_TIMES, CARRYING_WEIGHT = 0.002, 8, 2.0
# A word this common in two languages tells nothing about either.
SHARED_FROM = 0.15
# Words whose weights are kept: most questions are made of the same ones.
KEPT = 4096
# From this share of letters in a script that our examples never use, a text is foreign.
FOREIGN_LETTERS = 0.5


@dataclass(frozen=True, slots=True)
class Tongue:
    """What is known of a text's language: a code or None, and whether it is plainly none of ours."""

    language: str | None
    foreign: bool = False


def _grams(word: str) -> list[str]:
    framed = f" {word} "
    sizes = range(2, min(LONGEST, len(framed)) + 1)
    grams = [framed[i : i + size] for size in sizes for i in range(len(framed) - size + 1)]
    return [*grams, f"={word}"]


class Tongues:
    """Tells our languages apart; words that are common to several are neutral."""

    def __init__(self, texts: Mapping[str, Iterable[str]]) -> None:
        self.languages = tuple(texts)
        seen = {
            code: Counter(word for text in lines for word in words(text)) for code, lines in texts.items()
        }
        shares = _shares(seen)
        self._neutral, self._carrying = _shared(shares), _carrying(shares)
        self._scripts = frozenset(letter for counts in seen.values() for word in counts for letter in word)
        self._weights = self._learn([seen[code] for code in self.languages])
        self._kept: dict[str, tuple[float, ...]] = {}
        # A question's language is asked for again when its answer is kept.
        self._latest: tuple[str, Tongue] = "", Tongue(None)

    def _learn(self, seen: Sequence[Counter[str]]) -> dict[str, tuple[float, ...]]:
        counts = [self._gram_counts(one) for one in seen]
        grams = set().union(*counts)
        totals = [math.log(sum(one.values()) + SMOOTHING * len(grams) + 1) for one in counts]
        # Most are as rare as thousands of others, and share what they say.
        said: dict[tuple[int, ...], tuple[float, ...]] = {}
        weights = {}
        for gram in grams:
            often = tuple(one.get(gram, 0) for one in counts)
            if often not in said:
                said[often] = tuple(
                    math.log(many + SMOOTHING) - total for many, total in zip(often, totals, strict=True)
                )
            weights[gram] = said[often]
        return weights

    def _gram_counts(self, seen: Counter[str]) -> Counter[str]:
        counts: Counter[str] = Counter()
        for word, often in seen.items():
            if word not in self._neutral:
                for gram in _grams(word):
                    counts[gram] += often
        return counts

    def guess(self, text: str) -> Tongue:
        """Return the language of a text, or None when its words do not tell."""
        latest, tongue = self._latest
        if latest != text:
            tongue = self._guess(text)
            self._latest = text, tongue
        return tongue

    def _guess(self, text: str) -> Tongue:
        if self._in_foreign_script(text):
            return Tongue(None, foreign=True)
        telling = [word for word in words(text) if word not in self._neutral and not word.isdecimal()]
        found = [
            tuple(part * (OPENING_WEIGHT if place < OPENING else 1) for part in said)
            for place, said in enumerate(map(self._said, telling))
            if said
        ]
        if not found:
            return Tongue(None)
        sums = sorted(zip(map(sum, zip(*found, strict=True)), self.languages, strict=True), reverse=True)
        decided = len(sums) == 1 or sums[0][0] - sums[1][0] >= MARGIN
        return Tongue(sums[0][1] if decided else None)

    def _said(self, word: str) -> tuple[float, ...]:
        """Return what a word's known pieces say for each language, nothing where none is known."""
        if word not in self._kept:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            known = [self._weights[gram] for gram in _grams(word) if gram in self._weights]
            weight = CARRYING_WEIGHT if word in self._carrying else 1
            self._kept[word] = tuple(weight * sum(parts) for parts in zip(*known, strict=True))
        return self._kept[word]

    def _in_foreign_script(self, text: str) -> bool:
        lower = text.lower()
        if not any(map(str.isalpha, set(lower) - self._scripts)):
            return False
        letters = [letter for letter in lower if letter.isalpha()]
        strange = [letter for letter in letters if letter not in self._scripts]
        return len(strange) > FOREIGN_LETTERS * len(letters)


def _shares(seen: Mapping[str, Counter[str]]) -> dict[str, list[float]]:
    """Return each word's share of all words, the largest of any language first."""
    totals = {code: max(1, counts.total()) for code, counts in seen.items()}
    return {
        word: sorted((counts[word] / totals[code] for code, counts in seen.items()), reverse=True)
        for word in set().union(*seen.values())
    }


def _shared(shares: Mapping[str, list[float]]) -> frozenset[str]:
    """Return the words that are common in more than one language."""
    return frozenset(
        word for word, (most, *others) in shares.items() if others and others[0] >= SHARED_FROM * most
    )


def _carrying(shares: Mapping[str, list[float]]) -> frozenset[str]:
    """Return the words that are common in one language and rare in all others."""
    return frozenset(
        word
        for word, (most, *others) in shares.items()
        if most >= CARRYING_FROM and most >= CARRYING_TIMES * max(others, default=0)
    )
