"""The load: questions all distinct, repeated as people repeat them, or one alone."""

import random
from collections.abc import Iterator, Sequence
from itertools import count, cycle, islice

from bot.content.content import Content
from bot.content.entry import Kind

# What people put before a question; it keeps an example from being found word for word.
OPENINGS = {
    "en": ("please tell me", "i would like to know", "quick question,", "we need to know", "my boss asks"),
    "id": ("mau tanya dong", "tolong info", "kak numpang nanya", "saya ingin tahu", "permisi mau tau"),
}
# How many questions people keep asking, and how steeply the first ones lead (Zipf's law).
KNOWN, STEEPNESS = 200, 1.1
KINDS = ("distinct", "zipf", "repeated")
SEED = 7
RANDOM = random.Random  # no secret: a load


def questions(content: Content, kind: str, many: int) -> list[str]:
    """Return questions of a kind, the same ones each time."""
    lot = list(islice(_distinct(content), max(many, KNOWN)))
    if kind == "distinct":
        return lot[:many]
    if kind == "repeated":
        return [lot[0]] * many
    known = lot[:KNOWN]
    weights = [1 / rank**STEEPNESS for rank in range(1, len(known) + 1)]
    return RANDOM(SEED).choices(known, weights, k=many)


def _distinct(content: Content) -> Iterator[str]:
    """Yield questions that are nobody's example, no two alike, both languages in turn."""
    examples = _examples(content)
    RANDOM(SEED).shuffle(examples)
    for round_ in count():
        for number, (code, text) in enumerate(examples):
            openings = OPENINGS.get(code) or OPENINGS["en"]
            opening = openings[(number + round_) % len(openings)]
            more = f" ({round_})" if round_ >= len(openings) else ""
            yield f"{opening} {text}{more}"


def _examples(content: Content) -> list[tuple[str, str]]:
    entries: Sequence[str] = [name for name, one in content.entries.items() if one.kind is Kind.ANSWER]
    pairs = [
        (code, text)
        for name in entries
        for code, texts in content.entries[name].questions.items()
        for text in texts
    ]
    return pairs or list(zip(cycle(["en"]), [""], strict=False))
