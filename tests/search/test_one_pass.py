import numpy as np
import pytest

from bot.search.semantic import SentenceEncoder

MESSAGE = "good morning, we sail to palu next week. how long does the ferry take from balikpapan to palu?"
ASKED = "how long does the ferry take from balikpapan to palu"


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


def test_the_whole_text_has_the_vector_that_the_package_gives_it(encoder: SentenceEncoder) -> None:
    for text in (MESSAGE, "depth", "berapa dalamnya – kolam pelabuhan?"):
        assert encoder.parts(text, [])[0] == pytest.approx(encoder.encode([text])[0], abs=1e-4)


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
