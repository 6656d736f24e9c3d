"""The head: a multinomial logistic regression from vectors to entries."""

import numpy as np
from numpy.typing import NDArray

# How far the weights may go from zero; with ten examples an entry more overfits.
STRENGTH = 10.0
ROUNDS = 20


def fit(vectors: NDArray[np.float32], owner: NDArray[np.int64], entries: int) -> NDArray[np.float32]:
    """Return weights (dimensions + 1, entries), by Newton steps with Böhning's fixed bound and momentum."""
    inputs = with_bias(vectors)
    truth = np.zeros((len(vectors), entries), np.float32)
    truth[np.arange(len(vectors)), owner] = 1
    bound = 0.5 * inputs.T @ inputs + np.eye(inputs.shape[1]) / STRENGTH
    step = np.linalg.inv(bound).astype(np.float32)
    weights = ahead = np.zeros((inputs.shape[1], entries), np.float32)
    pace = 1.0
    for _ in range(ROUNDS):
        slope = inputs.T @ (_shares(inputs @ ahead) - truth) + ahead / STRENGTH
        moved = ahead - step @ slope
        faster = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead = moved + np.float32((pace - 1) / faster) * (moved - weights)
        weights, pace = moved, faster
    return weights


def with_bias(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the vectors with a column of ones."""
    return np.hstack([vectors, np.ones((len(vectors), 1), np.float32)])


def _shares(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)
