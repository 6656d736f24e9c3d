"""Rules on example questions: enough of them, and none that belongs to two entries."""

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from bot.content.entry import Entry, Kind
from bot.content.problem import Problem, fault, remark
from bot.publishing.checks.subject import Subject
from bot.search.text import sanitise

FEWEST = 5
# Share of common three-letter pieces from which two questions count as the same one.
ALIKE = 0.9
# Of its rarest pieces two such questions share so many.
TELLING = 3


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
    """Yield the pairs that are alike, each once, the earlier one first."""
    pieces = [_pieces(example.bare) for example in examples]
    found = [(max(pair), min(pair)) for pair in _near(pieces) if _alike(*(pieces[row] for row in pair))]
    for second, first in sorted(found):
        yield examples[first], examples[second]


def _near(pieces: list[set[str]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of rows that may be alike.

    Two sets that share so much share some of their rarest pieces (prefix filtering), and neither is much
    smaller, so that few pairs are looked at closely.
    """
    common = Counter(chain.from_iterable(pieces))
    rank = {piece: at for at, piece in enumerate(sorted(common, key=lambda piece: (common[piece], piece)))}
    seen: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for size, row in sorted((len(one), row) for row, one in enumerate(pieces)):
        least = math.ceil(ALIKE * size)
        shared: Counter[tuple[int, int]] = Counter()
        for piece in sorted(pieces[row], key=rank.__getitem__)[: size - least + TELLING]:
            others = seen[piece]
            shared.update(others[bisect_left(others, (least, 0)) :])
            others.append((size, row))
        yield from ((other, row) for (_, other), often in shared.items() if often >= min(TELLING, least))


def _pieces(text: str) -> set[str]:
    padded = f" {text} "
    return {padded[start : start + 3] for start in range(max(1, len(padded) - 2))}


def _alike(first: set[str], second: set[str]) -> bool:
    shared = len(first & second)
    return shared >= ALIKE * (len(first) + len(second) - shared)
