"""Follow-ups: questions that lean on the last one, and two questions in one message."""

import re
from collections.abc import Iterable, Iterator, Mapping

from bot.search.text import words
from bot.search.urgent import either

ANCHOR = "^"
# One word is no question of its own, nor are two between commas ("in Astana, ...").
SHORTEST_PART, SHORTEST_CLAUSE = 2, 3
# A longer question brings its own subject.
LONGEST_LEANING = 14
STOP = re.compile(r"[?!.;\n]+\s*|,\s+")
SPACE = re.compile(r"\s+")


class Leaning:
    """Tells whether a question leans on another, by the vocabulary's patterns."""

    def __init__(self, patterns: Mapping[str, Iterable[str]]) -> None:
        every = [pattern for language in patterns.values() for pattern in language]
        self._leaning = either(every)
        self._opening = either(pattern for pattern in every if pattern.startswith(ANCHOR))

    def leans(self, plain: str) -> bool:
        """Tell whether a plain text leans on the question before it."""
        return len(words(plain)) <= LONGEST_LEANING and self._leaning.search(plain) is not None

    def parts(self, plain: str) -> list[str]:
        """Cut a message where a sentence ends or a leaning question opens; a few words join what follows."""
        parts: list[str] = []
        start = 0
        for end, stop in _clauses(plain):
            clause = plain[start:end].strip()
            pieces = [piece for piece in self._openings_cut(clause) if piece]
            fewest = SHORTEST_CLAUSE if stop.startswith(",") else SHORTEST_PART
            brief = len(pieces) == 1 and len(words(clause)) < fewest
            if brief and not self._opening.match(clause):
                continue
            start = end + len(stop)
            parts += pieces
        return [part for part in parts if len(words(part)) >= SHORTEST_PART]

    def _openings_cut(self, clause: str) -> list[str]:
        for space in SPACE.finditer(clause):
            rest = clause[space.end() :]
            if space.start() and self._opening.match(rest):
                return [clause[: space.start()], *self._openings_cut(rest)]
        return [clause]


def _clauses(plain: str) -> Iterator[tuple[int, str]]:
    """Yield where each clause ends, with the mark that ends it, empty at the end."""
    yield from ((stop.start(), stop[0]) for stop in STOP.finditer(plain))
    yield len(plain), ""
