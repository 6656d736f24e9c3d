from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.search.first_layer import BLANK, FirstLayer
from bot.search.weights import ORDERS, Weights

MEANT, WIDTH = 8, 4
RANDOM = np.random.default_rng(3)


class Table:
    """Counts what is read; the row of a piece is made of its number."""

    def __init__(self) -> None:
        self.read: list[int] = []

    def rows(self, pieces: Sequence[int]) -> NDArray[np.float32]:
        self.read += pieces
        return np.array([[piece + place for place in range(MEANT)] for piece in pieces], np.float32)


def weights() -> Weights:
    def some(*shape: int) -> NDArray[np.float32]:
        return RANDOM.random(shape, dtype=np.float32)

    arrays: dict[str, Any] = {"eps": np.float64(1e-6), "cnn_W": some(20, 6), "cnn_b": some(6)}
    arrays |= {"ln_g": some(20), "ln_b": some(20), "d0": some(6, 3), "p1": some(6, 3), "d1": some(3, 3)}
    arrays |= {"d2": some(3, 6), "p3": some(3, 6), "d3": some(6, 6)}
    for size, _ in ORDERS:
        arrays |= {f"proj{size}": some(MEANT, WIDTH), f"proj_b{size}": some(WIDTH)}
        arrays |= {f"ln_g{size}": some(WIDTH), f"ln_b{size}": some(WIDTH)}
        arrays |= {f"w1_{size}": some(size * WIDTH, WIDTH), f"b1_{size}": some(WIDTH)}
        arrays |= {f"w2_{size}": some(size * WIDTH, WIDTH), f"b2_{size}": some(WIDTH)}
    return Weights.of(arrays)


@pytest.fixture
def table() -> Table:
    return Table()


def layer(table: Any, most: int) -> FirstLayer:
    return FirstLayer(table, weights(), most)


def test_a_piece_is_read_once_and_has_the_same_row_again(table: Table) -> None:
    first = layer(table, 5)
    rows = first.rows([3, 4, 3])
    assert rows[0].tolist() == rows[2].tolist()
    assert first.rows([4]).tolist() == [rows[1].tolist()]
    assert table.read == [3, 4]


def test_a_row_holds_what_a_piece_means(table: Table) -> None:
    assert layer(table, 5).rows([3])[0, :MEANT].tolist() == [3, 4, 5, 6, 7, 8, 9, 10]


def test_a_blank_is_zero(table: Table) -> None:
    first = layer(table, 5)
    rows = first.rows([BLANK, 3, BLANK])
    assert not rows[[0, 2]].any()
    assert table.read == [3]
    assert rows[1].any()


def test_what_nobody_needed_for_longest_gives_way(table: Table) -> None:
    first = layer(table, 2)
    first.rows([1, 2])
    first.rows([1, 3])
    assert table.read == [1, 2, 3]
    first.rows([1, 3])
    assert table.read == [1, 2, 3]
    first.rows([2])
    assert table.read == [1, 2, 3, 2]


def test_more_pieces_than_are_kept_have_their_rows_too(table: Table) -> None:
    few, many = layer(table, 2), layer(table, 9)
    few._weights = many._weights
    asked = [1, BLANK, 2, 3, 1]
    assert few.rows(asked) == pytest.approx(many.rows(asked), abs=1e-6)


def test_threads_do_not_disturb_each_other(table: Table) -> None:
    first = layer(table, 6)
    asked = [[n % 11, (n * 3) % 11, (n * 7) % 11] for n in range(300)]
    with ThreadPoolExecutor(4) as pool:
        for pieces, rows in zip(asked, pool.map(first.rows, asked), strict=True):
            assert rows[:, 0].tolist() == pieces
