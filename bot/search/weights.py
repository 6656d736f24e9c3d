"""The encoder's weights, as its package keeps them, and put together so that a short text costs little."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]

# How many tokens each of the three branches sees, and how many of them stand before its own.
ORDERS = ((2, 0), (3, 1), (5, 2))
# From so many rows on, one product of matrices is quicker than one for each row: it copies the matrix first.
MANY = 4


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch of the network: windows of `size` tokens, `before` of them before the token itself.

    `first` holds what each place of a window adds side by side, (width, size * width), for one token adds the
    same wherever it stands.
    """

    size: int
    before: int
    first: Rows
    first_bias: Rows
    second: Rows
    second_bias: Rows


@dataclass(frozen=True, slots=True)
class Weights:
    """All weights. What follows upon the sum of a text's tokens is linear up to `crossed`: one matrix."""

    project: Rows
    project_bias: Rows
    gain: Rows
    shift: Rows
    branches: tuple[Branch, ...]
    least: float
    pooled: Rows
    pooled_bias: Rows
    crossed: Rows
    deep: Rows
    deepest: Rows

    @classmethod
    def of(cls, arrays: Mapping[str, Any]) -> "Weights":
        """Put the package's arrays together."""
        sizes = [size for size, _ in ORDERS]
        spread = np.hstack([arrays["d0"], arrays["p1"]]).astype(np.float64)
        whole = arrays["cnn_W"].astype(np.float64) @ spread
        bias = arrays["cnn_b"].astype(np.float64) @ spread + arrays["ln_b"].astype(np.float64) @ whole
        return cls(
            project=np.hstack([arrays[f"proj{size}"] for size in sizes]),
            project_bias=np.concatenate([arrays[f"proj_b{size}"] for size in sizes]),
            gain=np.concatenate([arrays[f"ln_g{size}"] for size in sizes]),
            shift=np.concatenate([arrays[f"ln_b{size}"] for size in sizes]),
            branches=tuple(_branch(arrays, size, before) for size, before in ORDERS),
            least=float(arrays["eps"]),
            pooled=(arrays["ln_g"].astype(np.float64)[:, None] * whole).astype(np.float32),
            pooled_bias=bias.astype(np.float32),
            crossed=arrays["d1"],
            deep=np.hstack([arrays["d2"], arrays["p3"]]),
            deepest=arrays["d3"],
        )


def _branch(arrays: Mapping[str, Any], size: int, before: int) -> Branch:
    first = arrays[f"w1_{size}"]
    width = first.shape[1]
    return Branch(
        size=size,
        before=before,
        first=np.ascontiguousarray(first.reshape(size, width, width).transpose(1, 0, 2).reshape(width, -1)),
        first_bias=arrays[f"b1_{size}"],
        second=arrays[f"w2_{size}"],
        second_bias=arrays[f"b2_{size}"],
    )


def times(rows: Rows, matrix: Rows) -> Rows:
    """Return the product; of few rows one by one, which is three times as fast."""
    if len(rows) < MANY:
        return np.stack([row @ matrix for row in rows])
    return rows @ matrix


def levelled(rows: Rows, least: float) -> Rows:
    """Return rows with mean 0 and deviation 1."""
    middled = rows - rows.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", middled, middled) / rows.shape[1]
    return np.asarray(middled / np.sqrt(spread + least)[:, None], np.float32)
