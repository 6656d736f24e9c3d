"""The encoder's first layer: what a piece of a word gives to its neighbours, wherever it stands.

It is more than half of the encoder's work, and most questions are made of the same pieces: the latest stay.
"""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from bot.search.piece_table import PieceTable
from bot.search.weights import Branch, Weights, levelled, times

Rows = NDArray[np.float32]

# Pieces that are kept, at 15 KB each: of seven one is fetched, and twice as many kept cost as much time.
KEPT = 1024
# Stands for no piece, before, between and behind texts; its row is zero.
BLANK = -1


class FirstLayer:
    """Rows by a piece's number: its meaning, its projections, and what it adds at each place of a window."""

    def __init__(self, table: PieceTable, weights: Weights, most: int = KEPT) -> None:
        self._table = table
        self._weights = weights
        self._most = most
        # A publication encodes in several threads.
        self._lock = Lock()
        self._places: OrderedDict[int, int] = OrderedDict()
        self._kept = np.zeros((0, 0), np.float32)

    def rows(self, pieces: Sequence[int]) -> Rows:
        """Return the row of each piece."""
        different = dict.fromkeys(pieces)
        different.pop(BLANK, None)
        if len(different) > self._most:
            return self._beyond(pieces)
        with self._lock:
            self._fetch([one for one in different if not self._knows(one)])
            places = self._places
            return self._kept[[places.get(one, 0) for one in pieces]]

    def _knows(self, piece: int) -> bool:
        """Tell whether a piece is kept, as one of the latest."""
        if piece not in self._places:
            return False
        self._places.move_to_end(piece)
        return True

    def _fetch(self, pieces: Sequence[int]) -> None:
        """Keep more pieces, in the places of those that nobody needed for longest."""
        if not pieces:
            return
        fresh = self._learn(pieces)
        if not self._kept.size:
            # The first row is the blank's; memory comes with what is written.
            self._kept = np.zeros((self._most + 1, fresh.shape[1]), np.float32)
        for piece, row in zip(pieces, fresh, strict=True):
            full = len(self._places) >= self._most
            place = self._places.popitem(last=False)[1] if full else len(self._places) + 1
            self._kept[place] = row
            self._places[piece] = place

    def _beyond(self, pieces: Sequence[int]) -> Rows:
        """Return the rows of more pieces than may be kept."""
        rows = self._learn([max(0, one) for one in pieces])
        rows[np.array(pieces) == BLANK] = 0
        return rows

    def _learn(self, pieces: Sequence[int]) -> Rows:
        weights, meant = self._weights, self._table.rows(pieces)
        raw = times(meant, weights.project) + weights.project_bias
        seen = levelled(raw, weights.least) * weights.gain + weights.shift
        parts = np.split(seen, len(weights.branches), axis=1)
        given = (_given(part, branch) for part, branch in zip(parts, weights.branches, strict=True))
        return np.hstack([meant, seen, *given])


def _given(seen: Rows, branch: Branch) -> Rows:
    """Return what each piece adds at each place of a window; the bias comes with the token's own."""
    given = times(seen, branch.first)
    own = branch.before * seen.shape[1]
    given[:, own : own + seen.shape[1]] += branch.first_bias
    return given
