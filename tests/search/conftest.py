"""A small search over content that each test writes down itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from zlib import crc32

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.content.content import Content
from bot.content.entry import Entry, Fact, Kind
from bot.content.vocabulary import Vocabulary
from bot.search.calibration import Calibration, Curve
from bot.search.matching import Search
from bot.search.scores import FEATURES
from bot.search.semantic import unit

# Sure from a fused score of 0.9 on, choices from 0.5 on unless an off-topic example is nearer; danger where
# an urgent entry leads by 0.5, certain from 0.95 on, and a cry to the patterns is none where it lags by 0.2.
SCORE_ALONE = (0.0,) * (len(FEATURES) - 1)
PLAIN_RULE = Calibration(
    right=Curve(-4.5, (5.0, *SCORE_ALONE)),
    ours=Curve(-2.5, (1.0, 0.0, 0.0, 0.0, 0.0, 2.0, *SCORE_ALONE[5:])),
    held=Curve(0.0, (0.0, *SCORE_ALONE)),
    danger=Curve(0.0, (1.0, 0.0)),
    answer=0.5,
    floor=0.5,
    detail=0.0,
    doubt=0.0,
    firm=0.0,
    score=0.5,
    offer=0.0,
    alarm=0.622,
    certain=0.72,
    calm=0.45,
)


class WordEncoder:
    """A cheap stand-in for meaning: texts are alike when they share words."""

    name = "words"

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.encoded += texts
        vectors = np.zeros((len(texts), 512), np.float32)
        for row, text in enumerate(texts):
            for word in text.split():
                vectors[row, crc32(word.encode()) % 512] += 1
        return unit(vectors)

    def parts(self, text: str, parts: Sequence[str]) -> NDArray[np.float32]:
        return self.encode([text, *parts])


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def encoded(encoder: WordEncoder) -> list[str]:
    """All texts that the encoder was given."""
    return encoder.encoded


@pytest.fixture
def write() -> Callable[..., Content]:
    return _write


@pytest.fixture
def build(encoder: WordEncoder) -> Callable[..., Search]:
    def with_plain_rule(
        content: Content, languages: Sequence[str] = ("en",), doubt: float = 0, firm: float = 0
    ) -> Search:
        fitted = Search.prepare(content, languages, encoder)
        model = replace(fitted.model, semantic=replace(PLAIN_RULE, doubt=doubt, firm=firm))
        return Search.prepare(content, languages, encoder, model=model)

    return with_plain_rule


def _write(
    questions: Mapping[str, Sequence[str]],
    *,
    kinds: Mapping[str, Kind] | None = None,
    facts: Mapping[str, Sequence[Fact]] | None = None,
    answers: Mapping[str, str] | None = None,
    vocabulary: Vocabulary | None = None,
    language: str = "en",
) -> Content:
    entries = {
        name: Entry(
            id=name,
            topic="toy",
            kind=(kinds or {}).get(name, Kind.ANSWER),
            title={language: name.replace("-", " ")},
            answer={language: (answers or {}).get(name, "")},
            questions={language: tuple(asked)},
            facts={fact.name: fact for fact in (facts or {}).get(name, ())},
        )
        for name, asked in questions.items()
    }
    return Content(entries=entries, vocabulary=vocabulary or Vocabulary())
