"""One pass of the encoder over a few texts: their parts are read off their tokens and cost next to nothing.

The encoder looks four tokens to either side at most and adds all tokens up, so that a part of a text has
nearly the vector that it would have alone. The arithmetic is that of the encoder's package, put so that a
short text costs little: the first layer is kept by piece, and what follows the sum is one matrix.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from bot.search.first_layer import BLANK, FirstLayer
from bot.search.piece_table import WIDTH
from bot.search.weights import Branch, Weights, levelled, times

# Blanks before, between and behind texts: as far as a window reaches.
REACH = 2
# Rows go into products by fours.
ROUND = 4
# Tokens that are encoded at once.
MOST_TOKENS = 384

Rows = NDArray[np.float32]


class OnePass:
    """Reads vectors off one pass; `tokeniser` is sentencepiece's."""

    def __init__(self, tokeniser: Any, first: FirstLayer, weights: Weights) -> None:
        self._tokeniser = tokeniser
        self._first = first
        self._weights = weights
        self._width = len(weights.branches[0].second_bias)

    def encode(self, texts: Sequence[str]) -> Rows:
        """Return the vectors of texts, (texts, dimensions), as many at once as fit."""
        groups: list[list[Sequence[int]]] = [[]]
        room = MOST_TOKENS
        for text in texts:
            # One by one: for a list it starts threads, which take longer than the text.
            pieces = self._tokeniser.encode(text, out_type=int, add_bos=True, add_eos=True)
            if len(pieces) > room and groups[-1]:
                groups.append([])
                room = MOST_TOKENS
            room -= len(pieces)
            groups[-1].append(pieces)
        return np.concatenate([self._alone(group) for group in groups])

    def vectors(self, text: str, parts: Sequence[str]) -> Rows:
        """Return the vectors of a text and of its parts, pieces of it, (1 + parts, dimensions)."""
        read = self._tokeniser.encode(text, return_type="offset_mapping")
        pieces = [self._tokeniser.bos_id(), *read["ids"], self._tokeniser.eos_id()]
        ends = np.array([end for _, end in read["offsets"]])
        tokens = self._tokens([pieces])
        members = np.zeros((1 + len(parts), len(tokens)), np.float32)
        members[0, : len(pieces)] = 1
        for member, part in zip(members[1:], parts, strict=True):
            start = text.index(part)
            first, last = np.searchsorted(ends, [start, start + len(part) - 1], side="right")
            member[first + 1 : last + 2] = 1
            # Every text has an opening and a closing token.
            member[[0, len(pieces) - 1]] += 1
        return self._pooled(members, tokens)

    def _alone(self, group: Sequence[Sequence[int]]) -> Rows:
        tokens = self._tokens(group)
        members = np.zeros((len(group), len(tokens)), np.float32)
        at = 0
        for member, pieces in zip(members, group, strict=True):
            member[at : at + len(pieces)] = 1
            at += len(pieces) + REACH
        return self._pooled(members, tokens)

    def _tokens(self, group: Sequence[Sequence[int]]) -> Rows:
        """Return what the network makes of each token, levelled; blanks stand between the texts."""
        framed = [BLANK] * REACH
        for pieces in group:
            framed += [*pieces, *[BLANK] * REACH]
        framed += [BLANK] * (-(len(framed) - 2 * REACH) % ROUND)
        given = self._first.rows(framed)
        seen, at = [given[REACH:-REACH, :WIDTH]], WIDTH + self._width * len(self._weights.branches)
        blank = np.flatnonzero(np.array(framed) == BLANK)
        for number, branch in enumerate(self._weights.branches):
            own = given[:, WIDTH + number * self._width :][:, : self._width]
            seen.append(_branch(branch, own, given[:, at : at + branch.size * self._width], blank))
            at += branch.size * self._width
        return levelled(np.hstack(seen), self._weights.least)

    def _pooled(self, members: Rows, tokens: Rows) -> Rows:
        """Return the vectors of texts; `members` tells how often each text has each token."""
        weights, many = self._weights, members.sum(axis=1, keepdims=True)
        mean = times(times(members, tokens), weights.pooled) + many * weights.pooled_bias
        mean /= np.sqrt(many)
        narrow = len(weights.crossed)
        crossed = times(np.maximum(mean[:, :narrow], 0), weights.crossed)
        deep = times(np.maximum(mean[:, narrow:] + crossed, 0), weights.deep)
        wide = len(weights.deepest)
        deepest = times(np.maximum(deep[:, :wide], 0), weights.deepest)
        return np.asarray(np.tanh(deep[:, wide:] + deepest), np.float32)


def _branch(branch: Branch, own: Rows, given: Rows, blank: NDArray[np.int64]) -> Rows:
    """Return what a branch makes of each token; `given` is what each piece adds at each place of a window."""
    width, many = own.shape[1], len(own) - 2 * REACH
    start, (line, column) = REACH - branch.before, given.strides
    # The first place of a window is filled by the piece before, the next by the next one: a diagonal.
    added = as_strided(given[start:], (many, branch.size, width), (line, line + width * column, column))
    seen = np.zeros_like(own, order="C")
    seen[REACH:-REACH] = np.maximum(added.sum(axis=1), 0) + own[REACH:-REACH]
    seen[blank] = 0
    line, column = seen.strides
    windows = as_strided(seen[start:], (many, branch.size * width), (line, column))
    again = times(np.ascontiguousarray(windows), branch.second) + branch.second_bias
    return np.asarray(np.maximum(again, 0) + seen[REACH:-REACH], np.float32)
