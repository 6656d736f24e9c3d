"""The head: a multinomial logistic regression from vectors to entries."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from bot.search import cores
from bot.search.semantic import Vector, unit

# How far the weights may go from zero, and how long they learn: measured on held-out examples (2026-11-25).
STRENGTH = 30.0
ROUNDS = 15
# Böhning's bound holds for two entries of equal chance; among many each has little, and the true curvature
# is far lower. Steps by this share of it, times two over their number, learnt in half the rounds.
MANY = 12.0
LARGEST = 0.5
# Above this the fit grows dear and the head gains little.
UP_TO_ENTRIES = 1_000
# What a group weighs at least, beside the heaviest entry.
NOTHING = np.float32(1e-30)
# Inputs that learn together, block beside block.
AT_ONCE = 2_048


def learn(vectors: Vector, owner: NDArray[np.int64]) -> tuple[Vector, Vector]:
    """Return the head and the centroids of vectors that lie entry by entry; no head for very many entries."""
    starts = np.concatenate([[0], np.flatnonzero(np.diff(owner)) + 1])
    centroids = unit(np.add.reduceat(vectors, starts, axis=0))
    if len(starts) > UP_TO_ENTRIES:
        return np.zeros((0, 0), np.float32), centroids
    return fit(vectors, owner, len(starts)), centroids


def fit(vectors: NDArray[np.float32], owner: NDArray[np.int64], entries: int) -> NDArray[np.float32]:
    """Return weights (dimensions + 1, entries), by Newton steps with a fixed bound and momentum.

    Where a step climbs, the momentum starts anew.
    """
    inputs = with_bias(vectors)
    blocks = [slice(start, start + AT_ONCE) for start in range(0, len(inputs), AT_ONCE)]
    curvature = min(LARGEST, MANY / entries)
    bound = curvature * inputs.T @ inputs + np.eye(inputs.shape[1]) / STRENGTH
    step = np.linalg.inv(bound).astype(np.float32)
    weights = ahead = np.zeros((inputs.shape[1], entries), np.float32)
    pace = 1.0
    for _ in range(ROUNDS):
        parts = cores.side_by_side(partial(_slope, ahead), [(inputs[rows], owner[rows]) for rows in blocks])
        slope = np.add.reduce(parts) + ahead / STRENGTH
        moved = ahead - step @ slope
        if float((slope * (moved - weights)).sum()) > 0:
            pace = 1.0
        faster = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead = moved + np.float32((pace - 1) / faster) * (moved - weights)
        weights, pace = moved, faster
    return weights


def together(logits: NDArray[np.float32], groups: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how much each group of entries weighs, as a logarithm, (questions, groups).

    `groups` are (entries, groups), one for a member; a group without any weighs next to nothing.
    """
    top = logits.max(axis=1, keepdims=True)
    return np.asarray(top + np.log(np.maximum(np.exp(logits - top) @ groups, NOTHING)), np.float32)


def with_bias(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the vectors with a column of ones."""
    return np.hstack([vectors, np.ones((len(vectors), 1), np.float32)])


def _slope(weights: Vector, block: tuple[Vector, NDArray[np.int64]]) -> Vector:
    """Return how steeply the loss of a block of inputs climbs."""
    inputs, owner = block
    shares = inputs @ weights
    shares -= shares.max(axis=1, keepdims=True)
    np.exp(shares, out=shares)
    shares /= shares.sum(axis=1, keepdims=True)
    shares[np.arange(len(owner)), owner] -= 1
    return np.asarray(inputs.T @ shares)
