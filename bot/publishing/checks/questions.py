"""Rules on example questions: enough of them, and none that belongs to two entries."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.content.entry import Entry, Kind
from bot.content.problem import Problem, fault, remark
from bot.publishing.checks.subject import Subject
from bot.search.text import sanitise

FEWEST = 5
# Share of common three-letter pieces from which two questions count as the same one.
ALIKE = 0.9
# Columns of the coarse look; a collision only sends a pair to the exact one.
BUCKETS = 2048


@dataclass(frozen=True)
class Example:
    """One question of one entry, and its text without case and punctuation."""

    entry: Entry
    text: str
    bare: str


def enough(subject: Subject) -> Iterator[Problem]:
    """Every entry has enough questions in each language."""
    for entry in subject.entries:
        for code in subject.languages:
            count = len(entry.questions.get(code, ()))
            if 0 < count < FEWEST:
                yield fault(
                    entry.spot,
                    "check.few_questions",
                    entry=entry.id,
                    language=code,
                    count=count,
                    least=FEWEST,
                )


def alike(subject: Subject) -> Iterator[Problem]:
    """No question stands twice, or nearly so."""
    examples = _examples(subject)
    for first, second in _pairs(examples):
        if first.entry is second.entry:
            if first.bare == second.bare:
                yield remark(
                    first.entry.spot, "check.repeated_question", entry=first.entry.id, question=first.text
                )
        else:
            yield fault(
                second.entry.spot,
                "check.alike_questions",
                entry=second.entry.id,
                question=second.text,
                other=first.entry.id,
                others_question=first.text,
            )


def _examples(subject: Subject) -> list[Example]:
    return [
        Example(entry, text, re.sub(r"[\W_]+", " ", sanitise(text).lower()).strip())
        for entry in subject.entries
        if entry.kind is not Kind.URGENT
        for texts in entry.questions.values()
        for text in dict.fromkeys(texts)
    ]


def _pairs(examples: list[Example]) -> Iterator[tuple[Example, Example]]:
    """Yield the pairs that are alike: a coarse look at all by arithmetic, an exact one at the few left."""
    if not examples:
        return
    pieces = [_pieces(example.bare) for example in examples]
    marks = _marks(pieces)
    sizes = marks.sum(axis=1)
    for row in range(1, len(examples)):
        common = marks[:row] @ marks[row]
        close = common >= ALIKE * 0.95 * (sizes[:row] + sizes[row] - common)
        for other in np.flatnonzero(close):
            if _share(pieces[other], pieces[row]) >= ALIKE:
                yield examples[other], examples[row]


def _pieces(text: str) -> set[str]:
    padded = f" {text} "
    return {padded[start : start + 3] for start in range(max(1, len(padded) - 2))}


def _marks(pieces: list[set[str]]) -> NDArray[np.float32]:
    buckets: dict[str, int] = defaultdict(lambda: len(buckets) % BUCKETS)
    marks = np.zeros((len(pieces), BUCKETS), dtype=np.float32)
    for row, found in enumerate(pieces):
        marks[row, [buckets[piece] for piece in sorted(found)]] = 1
    return marks


def _share(first: set[str], second: set[str]) -> float:
    return len(first & second) / len(first | second)
