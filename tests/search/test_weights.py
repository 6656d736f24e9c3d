import numpy as np
import pytest

from bot.search.weights import levelled, times

RANDOM = np.random.default_rng(2)


@pytest.mark.parametrize("many", [1, 2, 3, 4, 9])
def test_a_product_is_the_same_for_few_rows_and_many(many: int) -> None:
    rows = RANDOM.random((many, 6), dtype=np.float32)
    matrix = RANDOM.random((6, 5), dtype=np.float32)
    assert times(rows, matrix) == pytest.approx(rows @ matrix, abs=1e-6)


def test_levelled_rows_have_no_mean_and_one_deviation() -> None:
    rows = levelled(RANDOM.random((3, 50), dtype=np.float32) * 9 + 4, 1e-12)
    assert rows.mean(axis=1) == pytest.approx(np.zeros(3), abs=1e-5)
    assert rows.std(axis=1) == pytest.approx(np.ones(3), abs=1e-5)
