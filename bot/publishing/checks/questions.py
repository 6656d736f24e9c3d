"""Rules on example questions: enough of them, and none that belongs to two entries."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from bot.content.entry import Entry, Kind
from bot.content.problem import Problem, fault, remark
from bot.publishing.checks.subject import Subject
from bot.search.text import sanitise

FEWEST = 5
# Share of common three-letter pieces from which two questions count as the same one.
ALIKE = 0.9


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
    """Yield the pairs that are alike, each once, the earlier one first.

    Two sets that share so much share one of their rarest pieces (prefix filtering), so that few pairs are
    looked at closely.
    """
    pieces = [_pieces(example.bare) for example in examples]
    common = Counter(piece for one in pieces for piece in one)
    seen: dict[str, list[int]] = defaultdict(list)
    for row, mine in enumerate(pieces):
        rarest = sorted(mine, key=lambda piece: (common[piece], piece))[: _telling(len(mine))]
        for other in sorted({earlier for piece in rarest for earlier in seen[piece]}):
            if len(pieces[other]) >= ALIKE * len(mine) and _alike(pieces[other], mine):
                yield examples[other], examples[row]
        for piece in rarest:
            seen[piece].append(row)


def _telling(size: int) -> int:
    """Return how many of its rarest pieces a set of this size shares one of with every set alike."""
    return size - math.ceil(ALIKE * size) + 1


def _pieces(text: str) -> set[str]:
    padded = f" {text} "
    return {padded[start : start + 3] for start in range(max(1, len(padded) - 2))}


def _alike(first: set[str], second: set[str]) -> bool:
    shared = len(first & second)
    return shared >= ALIKE * (len(first) + len(second) - shared)
