"""Calibration: how probable it is that the best entry is right, and from when on we say so."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.search.held_out import HeldOut

# What we aim for: of the questions whose entry was taken away, which are the nearest misses
# there can be, so many may be answered nevertheless ...
FALSE_ANSWERS = 0.3
# ... and of the questions that an entry knows, so many may be refused outright.
REFUSALS = 0.04
# How many of all questions we expect to be about things that no entry knows.
OUTSIDE = 0.25
# Newton's method settles long before; the bound keeps a bad fit from running on.
ROUNDS = 30
CAUTION = 0.01


@dataclass(frozen=True, slots=True)
class Calibration:
    """Three features to a probability, with the two thresholds that the targets gave.

    `answer` is a probability; `floor` is the fused score below which a question is about something else:
    it tells far questions from ours much better than the probability, which mostly sorts look-alikes.
    """

    bias: float
    fused: float
    likeness: float
    lead: float
    answer: float
    floor: float

    def probabilities(self, features: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return how probable it is that the best entry is right, for rows of fused, likeness and lead."""
        return _sigmoid(features @ np.array([self.fused, self.likeness, self.lead]) + self.bias)


@dataclass(frozen=True, slots=True)
class Expected:
    """Shares of held-out questions answered right, wrong, with choices, refused.

    `false_answers` is the share answered although the entry was taken away; `accuracy` counts first places.
    """

    right: float
    wrong: float
    choices: float
    refused: float
    false_answers: float
    accuracy: float


def calibrate(held_out: HeldOut) -> Calibration:
    """Fit the probability, then choose the thresholds for the target."""
    weights = _shares(held_out)
    curve = Calibration(*_logistic(held_out.features, held_out.right, weights), answer=0.5, floor=0.5)
    chances = curve.probabilities(held_out.features)
    answer = _quantile(chances[held_out.removed], 1 - FALSE_ANSWERS, curve.answer)
    floor = _quantile(held_out.features[~held_out.removed, 0], REFUSALS, curve.floor)
    return replace(curve, answer=answer, floor=floor)


def _quantile(values: NDArray[np.floating], share: float, default: float) -> float:
    return float(np.quantile(values, share)) if len(values) else default


def expect(held_out: HeldOut, calibration: Calibration) -> Expected:
    """Return what the held-out questions promise for the published search."""
    chances = calibration.probabilities(held_out.features)
    known = ~held_out.removed
    ours = held_out.features[:, 0] >= calibration.floor
    answered = ours & (chances >= calibration.answer)
    between = ours & ~answered
    return Expected(
        right=_share(answered & held_out.right, known),
        wrong=_share(answered & ~held_out.right, known),
        choices=_share(between, known),
        refused=_share(~answered & ~between, known),
        false_answers=_share(answered, held_out.removed),
        accuracy=_share(held_out.right, known),
    )


def _share(hits: NDArray[np.bool_], among: NDArray[np.bool_]) -> float:
    return float(hits[among].mean()) if among.any() else 0.0


def _shares(held_out: HeldOut) -> NDArray[np.float64]:
    """Weights that make the removed questions as many as we expect outside ones to be."""
    outside, inside = held_out.removed.sum(), (~held_out.removed).sum()
    by_kind = np.array([(1 - OUTSIDE) / max(1, inside), OUTSIDE / max(1, outside)])
    return np.asarray(by_kind[held_out.removed.astype(int)] * len(held_out.removed))


def _sigmoid(line: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-np.clip(line, -30, 30))))


def _logistic(
    features: NDArray[np.float32], hits: NDArray[np.bool_], weights: NDArray[np.float64]
) -> tuple[float, float, float, float]:
    """Fit a logistic regression by Newton's method; a little caution keeps few questions from certainty."""
    inputs = np.hstack([np.ones((len(features), 1)), features.astype(np.float64)])
    found = np.zeros(4)
    brake = CAUTION * np.eye(4)
    for _ in range(ROUNDS):
        chances = _sigmoid(inputs @ found)
        slope = inputs.T @ (weights * (chances - hits)) + brake @ found
        bend = (inputs * (weights * chances * (1 - chances))[:, None]).T @ inputs + brake
        found = found - np.linalg.solve(bend, slope)
    return float(found[0]), float(found[1]), float(found[2]), float(found[3])
