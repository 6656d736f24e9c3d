"""One pass of the encoder over a text: its parts are read off its tokens and cost next to nothing.

The encoder looks four tokens to either side at most and adds all tokens up, so that a part of a text has
nearly the vector that it would have alone. The arithmetic is that of the encoder's package, for one text.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

# How many tokens each of the three branches sees, and how many of them stand before its own.
ORDERS = ((2, 0), (3, 1), (5, 2))
BEFORE = AFTER = 2

Rows = NDArray[np.float32]


class OnePass:
    """Reads vectors off one pass; `network` is the package's backend with its weights."""

    def __init__(self, network: Any) -> None:
        self._net = network
        self._width = network.w2[0].shape[1]

    def vectors(self, text: str, parts: Sequence[str]) -> Rows:
        """Return the vectors of a text and of its parts, each a piece of the text, (1 + parts, 512)."""
        read = self._net.sp.encode(text, return_type="offset_mapping")
        tokens = self._tokens([self._net.sp.bos_id(), *read["ids"], self._net.sp.eos_id()])
        ends = np.array([end for _, end in read["offsets"]])
        sums = [tokens.sum(axis=0)]
        lengths = [len(tokens)]
        for part in parts:
            start = text.index(part)
            first, last = np.searchsorted(ends, [start, start + len(part) - 1], side="right")
            inside = tokens[first + 1 : last + 2]
            # Every text has an opening and a closing token.
            sums.append(inside.sum(axis=0) + tokens[0] + tokens[-1])
            lengths.append(len(inside) + 2)
        return self._pooled(np.stack(sums), np.array(lengths, np.float32)[:, None])

    def _tokens(self, ids: Sequence[int]) -> Rows:
        """Return what the network makes of each token, (tokens, features)."""
        net = self._net
        numbers = np.array(ids)
        chunk = (numbers % len(net.scale))[:, None]
        embedded = net.table[numbers].astype(np.float32) * net.scale[chunk] + net.lo[chunk]
        projected = _levelled(embedded @ net.proj_W + net.proj_b, net.ln_g_all, net.ln_b_all, net.eps)
        branches = [self._branch(projected, number) for number in range(len(ORDERS))]
        return _levelled(np.hstack([embedded, *branches]), net.ln_g, net.ln_b, net.eps)

    def _branch(self, projected: Rows, number: int) -> Rows:
        net, width = self._net, self._width
        seen: Rows = projected[:, number * width : (number + 1) * width]
        for weights, bias in ((net.w1[number], net.b1[number]), (net.w2[number], net.b2[number])):
            seen = np.maximum(_windows(seen, *ORDERS[number]) @ weights + bias, 0) + seen
        return seen

    def _pooled(self, sums: Rows, lengths: Rows) -> Rows:
        net = self._net
        mean = (sums @ net.cnn_W + lengths * net.cnn_b) / np.sqrt(lengths)
        deep = np.maximum(mean @ net.p1 + np.maximum(mean @ net.d0, 0) @ net.d1, 0)
        return np.asarray(np.tanh(deep @ net.p3 + np.maximum(deep @ net.d2, 0) @ net.d3), np.float32)


def _windows(rows: Rows, size: int, before: int) -> Rows:
    """Return each row with its neighbours beside it, zeros beyond the ends, (rows, size * width)."""
    framed = np.zeros((BEFORE + len(rows) + AFTER, rows.shape[1]), np.float32)
    framed[BEFORE : BEFORE + len(rows)] = rows
    starts = [BEFORE - before + step for step in range(size)]
    return np.hstack([framed[start : start + len(rows)] for start in starts])


def _levelled(rows: Rows, gain: Rows, shift: Rows, least: float) -> Rows:
    middled = rows - rows.mean(axis=1, keepdims=True)
    spread = np.sqrt(np.square(middled).mean(axis=1, keepdims=True) + least)
    return np.asarray(middled / spread * gain + shift, np.float32)
