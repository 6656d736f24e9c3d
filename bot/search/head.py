"""The head: a multinomial logistic regression from vectors to entries."""

import numpy as np
from numpy.typing import NDArray

# How far the weights may go from zero, and how long they learn: measured on held-out examples (2026-11-25).
STRENGTH = 30.0
ROUNDS = 15
# Böhning's bound holds for two entries of equal chance; among many each has little, and the true curvature
# is far lower. Steps by this share of it, times two over their number, learnt in half the rounds.
MANY = 12.0
LARGEST = 0.5


def fit(vectors: NDArray[np.float32], owner: NDArray[np.int64], entries: int) -> NDArray[np.float32]:
    """Return weights (dimensions + 1, entries), by Newton steps with a fixed bound and momentum.

    Where a step climbs, the momentum starts anew.
    """
    inputs = with_bias(vectors)
    truth = np.zeros((len(vectors), entries), np.float32)
    truth[np.arange(len(vectors)), owner] = 1
    curvature = min(LARGEST, MANY / entries)
    bound = curvature * inputs.T @ inputs + np.eye(inputs.shape[1]) / STRENGTH
    step = np.linalg.inv(bound).astype(np.float32)
    weights = ahead = np.zeros((inputs.shape[1], entries), np.float32)
    pace = 1.0
    for _ in range(ROUNDS):
        slope = inputs.T @ (_shares(inputs @ ahead) - truth) + ahead / STRENGTH
        moved = ahead - step @ slope
        if float((slope * (moved - weights)).sum()) > 0:
            pace = 1.0
        faster = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead = moved + np.float32((pace - 1) / faster) * (moved - weights)
        weights, pace = moved, faster
    return weights


def odds(
    logits: NDArray[np.float32], group: NDArray[np.bool_], others: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """Return the log-odds of a group of entries against others, (questions, 1)."""
    return np.asarray(_together(logits[:, group]) - _together(logits[:, others]), np.float32)


def _together(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    top = logits.max(axis=1, keepdims=True)
    return np.asarray(top + np.log(np.exp(logits - top).sum(axis=1, keepdims=True)))


def with_bias(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the vectors with a column of ones."""
    return np.hstack([vectors, np.ones((len(vectors), 1), np.float32)])


def _shares(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)
