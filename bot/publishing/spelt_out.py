"""What a pattern spells out: it can match only where those letters stand, so few texts need its search."""

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from bot.search.text import WORD

# What `re` itself reads patterns with. It is private: without it, and in a form that we don't know, a pattern
# spells out nothing.
try:
    _parse = import_module("re._parser").parse
except ImportError:  # pragma: no cover
    _parse = None


def spelt_out(pattern: re.Pattern[str]) -> list[frozenset[str]]:
    """Return sets of letters in a row: what matches holds at least one of each set, inside a word."""
    if _parse is None or pattern.flags & re.IGNORECASE:
        return []
    return list(_sets(_parse(pattern.pattern)))


def _sets(parsed: Iterable[tuple[Any, Any]]) -> Iterator[frozenset[str]]:
    run = ""
    for form, of in parsed:
        if form.name == "LITERAL" and chr(of).isalnum():
            run += chr(of)
            continue
        yield from _one(run)
        run = ""
        yield from _inside(form.name, of)
    yield from _one(run)


def _one(run: str) -> Iterator[frozenset[str]]:
    if run:
        yield frozenset({run})


def _inside(form: str, of: Any) -> Iterator[frozenset[str]]:
    match form, of:
        case "SUBPATTERN", (_, flags, _, parsed) if not flags & re.IGNORECASE:
            yield from _sets(parsed)
        case "BRANCH", (_, branches):
            chosen = [_most_telling(branch) for branch in branches]
            if all(chosen):
                yield frozenset().union(*chosen)
        case "MAX_REPEAT" | "MIN_REPEAT", (least, _, parsed) if least:
            yield from _sets(parsed)
        case "ASSERT", (_, parsed):
            yield from _sets(parsed)


def _most_telling(branch: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """Return the set whose shortest run is the longest, empty where nothing is spelt out."""
    return max(_sets(branch), key=lambda runs: (min(map(len, runs)), -len(runs)), default=frozenset())


class Texts:
    """Texts by their words, to search them with many patterns."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(dict.fromkeys(texts))
        self._rows: dict[str, set[int]] = {}
        for row, text in enumerate(self._texts):
            for word in WORD.findall(text):
                self._rows.setdefault(word, set()).add(row)
        self._words = f" {' '.join(self._rows)} "
        self._known: dict[str, set[int]] = {}

    def matching(self, pattern: re.Pattern[str]) -> list[str]:
        """Return the texts in which a pattern stands."""
        return [text for text in self._candidates(pattern) if pattern.search(text)]

    def _candidates(self, pattern: re.Pattern[str]) -> list[str]:
        needed = [set().union(*map(self._holding, runs)) for runs in spelt_out(pattern)]
        return [self._texts[row] for row in sorted(set.intersection(*needed))] if needed else self._texts

    def _holding(self, run: str) -> set[int]:
        if run not in self._known:
            self._known[run] = set().union(*(self._rows[word] for word in self._words_with(run)))
        return self._known[run]

    def _words_with(self, run: str) -> Iterator[str]:
        at = self._words.find(run)
        while at >= 0:
            end = self._words.index(" ", at)
            yield self._words[self._words.rindex(" ", 0, at) + 1 : end]
            at = self._words.find(run, end)
