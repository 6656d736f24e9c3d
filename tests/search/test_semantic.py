from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.search.semantic import SentenceEncoder, encode_missing, fingerprint, unit


@pytest.fixture(scope="module")
def real() -> SentenceEncoder:
    encoder = SentenceEncoder()
    encoder.warm()
    return encoder


def test_vectors_have_512_dimensions_and_unit_length(real: SentenceEncoder) -> None:
    vectors = real.encode(["how deep is the harbour", "berapa dalamnya pelabuhan"])
    assert vectors.shape == (2, 512)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-5)


def test_the_same_question_in_two_languages_is_nearer_than_another(real: SentenceEncoder) -> None:
    asked, same, other = real.encode(["where is the port?", "di mana pelabuhan?", "siapa nama wali kota?"])
    assert asked @ same > asked @ other + 0.3


def test_a_vector_does_not_depend_on_its_neighbours(real: SentenceEncoder) -> None:
    alone = real.encode(["harga tiket"])[0]
    assert alone == pytest.approx(real.encode(["x", "harga tiket", "how far is Palu"])[1], abs=1e-4)


def test_a_zero_vector_stays_zero() -> None:
    assert unit(np.zeros((1, 3), np.float32)).tolist() == [[0, 0, 0]]


def test_fingerprints_differ_with_the_text() -> None:
    assert fingerprint("a") != fingerprint("b")
    assert fingerprint("a") == fingerprint("a")


class Counting:
    name = "counting"

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.encoded += texts
        return np.ones((len(texts), 2), np.float32)

    def parts(self, text: str, parts: Sequence[str]) -> NDArray[np.float32]:
        return self.encode([text, *parts])


def test_only_missing_texts_are_encoded_and_each_once() -> None:
    encoder = Counting()
    cached = encode_missing(["old"], encoder, {})
    encoder.encoded.clear()
    found = encode_missing(["old", "new", "new"], encoder, cached)
    assert encoder.encoded == ["new"]
    assert set(found) == {fingerprint("old"), fingerprint("new")}


def test_vectors_that_nobody_asks_for_are_let_go() -> None:
    encoder = Counting()
    cached = encode_missing(["old"], encoder, {})
    assert set(encode_missing(["new"], encoder, cached)) == {fingerprint("new")}
