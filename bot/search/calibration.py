"""Calibration: how probable it is that the best entry is right, and from when on we say so."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.search.held_out import HeldOut
from bot.search.scores import FEATURES

# What we aim for: of the near misses so many may be answered nevertheless; where none is known, of the
# questions whose entry was taken away ...
NEAR_ANSWERS, FALSE_ANSWERS = 0.17, 0.3
# ... of the questions about nothing of ours so many may get choices ...
STRANGE_CHOICES = 0.03
# ... and of the questions that an entry knows, no more may be refused outright.
REFUSALS = 0.04
# So few of the questions that an entry knows are taken for asking what it does not tell, so few get no
# choices for that, and so few are answered only where the entry is clearly meant.
UNHELD, UNHELD_CHOICES, UNHELD_ANSWERS = 0.025, 0.04, 0.09
# What may ask for a detail that nobody gave is answered only where its entry is this clearly meant, and an
# entry this surely meant is not held to lack the detail.
CLEARLY, PLAIN = 0.9, 0.8
# So few of the questions that an entry knows lose their choices for being too unlike it.
UNOFFERED = 0.04
# A few false alarms in a thousand calm questions cost less than a cry that is not heard.
FALSE_ALARMS, CERTAIN_ALARMS = 0.006, 0.0005
# So few of the cries that their words give away are taken for calm, and none before there are many to know.
UNHEARD, MANY_CRIES = 0.01, 200
# Without any example of a cry nothing raises the alarm.
SILENCE = 1.0
# How many of all questions we expect to be about things that no entry knows.
OUTSIDE = 0.25
# Newton's method settles long before; the bound keeps a bad fit from running on.
ROUNDS, SETTLED = 30, 1e-4
# How dear weights are: those of single features, and those of many pairs.
CAUTION, CAUTION_PAIRED = 0.01, 10.0
# A feature further from its middle, in its standard deviations, tells no more; one that hardly varies tells
# nothing.
FARTHEST, LEAST_SPREAD = 4.0, 1e-6

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Curve:
    """Features to a probability, as a logistic regression has learnt it.

    With `middle` and `spread` it looks at each feature as its distance from the middle, in spreads, and at
    the products of each two of these, for one feature tells more beside another.
    """

    bias: float
    weights: tuple[float, ...]
    middle: tuple[float, ...] = ()
    spread: tuple[float, ...] = ()

    def chances(self, features: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the probability for each row of features."""
        weights, middle, spread = _arrays(self)
        seen = features.astype(np.float64)
        if self.middle:
            seen = _paired((seen - middle) / spread)
        return _sigmoid(seen @ weights + self.bias)


@lru_cache
def _arrays(curve: Curve) -> tuple[Floats, Floats, Floats]:
    """Return a curve's weights, middle and spread."""
    return np.array(curve.weights), np.array(curve.middle), np.array(curve.spread)


@lru_cache
def _pairs(many: int) -> tuple[Numbers, Numbers]:
    """Return the numbers of each two of so many."""
    one, other = np.triu_indices(many)
    return one, other


# Without anything to learn from every chance is even.
EVEN = Curve(0.0, (0.0,) * len(FEATURES))


@dataclass(frozen=True, slots=True)
class Calibration:
    """Four probabilities with the thresholds that the targets gave.

    `right` is the chance that the best entry is right, `answer` where it is sure; `ours` is the chance that
    the question is about us at all, `floor` below which it is refused. `held` is the chance that it asks for
    no detail that nobody gave, `detail` below which it is taken for such a near miss, `doubt` below which no
    choices are offered for it, and `firm` below which only a clear one is answered. `score` is the fused
    score that few questions of ours stay below, `offer` the chance below which no choices are offered.
    `danger` is the chance that somebody is in danger, `alarm` where it is heard, `certain` where no calm word
    quiets it, and `calm` where even a cry by its words is none.
    """

    right: Curve
    ours: Curve
    held: Curve
    danger: Curve
    answer: float
    floor: float
    detail: float
    doubt: float
    firm: float
    score: float
    offer: float
    alarm: float
    certain: float
    calm: float


@dataclass(frozen=True, slots=True)
class Expected:
    """Shares of held-out questions answered right, wrong, with choices, refused.

    `false_answers` is the share answered although the entry was taken away; `accuracy` counts first places;
    `alarms` is the share of cries for help that are heard without the patterns.
    """

    right: float
    wrong: float
    choices: float
    refused: float
    false_answers: float
    accuracy: float
    alarms: float


def calibrate(held_out: HeldOut) -> Calibration:
    """Fit the probabilities, then choose the thresholds for the targets."""
    danger, *alarms = _alarm(held_out)
    held_out = held_out.calm()
    right = _paired_curve(held_out.features, held_out.right, _shares(~held_out.known))
    held_out = held_out.earnest()
    known = held_out.known
    share = NEAR_ANSWERS if held_out.near.any() else FALSE_ANSWERS
    answer = _quantile(right.chances(held_out.features[held_out.missed]), 1 - share, 0.5)
    score = _quantile(held_out.features[known, 0], REFUSALS, 0.5)
    offer = _quantile(right.chances(held_out.features[known]), UNOFFERED, 0.0)
    ours, floor = _ours(held_out, score)
    held, detail, doubt, firm = _held(held_out)
    return Calibration(right, ours, held, danger, answer, floor, detail, doubt, firm, score, offer, *alarms)


def _ours(held_out: HeldOut, score: float) -> tuple[Curve, float]:
    """Return the chance that a question is ours, and below which chance it is refused."""
    known, strange = held_out.known, held_out.strange
    if not strange.any():
        # Without an example of what is not ours, the score alone must tell.
        return Curve(-score, (1.0, *(0.0,) * (len(FEATURES) - 1))), 0.5
    ours = _apart(held_out, strange)
    chances = ours.chances(held_out.features)
    strangest = _quantile(chances[strange], 1 - STRANGE_CHOICES, 0.5)
    return ours, min(strangest, _quantile(chances[known], REFUSALS, 0.5))


def _held(held_out: HeldOut) -> tuple[Curve, float, float, float]:
    """Return the chance that a question is no near miss, and `detail`, `doubt` and `firm`."""
    near = held_out.near & ~held_out.removed
    if not near.any():
        return EVEN, 0.0, 0.0, 0.0
    held = _apart(held_out, near)
    chances = held.chances(held_out.features[held_out.known])
    detail, doubt, firm = (
        _quantile(chances, share, 0.0) for share in (UNHELD, UNHELD_CHOICES, UNHELD_ANSWERS)
    )
    return held, detail, doubt, firm


def _apart(held_out: HeldOut, other: NDArray[np.bool_]) -> Curve:
    """Return what tells the questions that an entry knows from others."""
    shown = held_out.known | other
    return _logistic(held_out.features[shown], held_out.known[shown], _shares(other[shown]))


def _alarm(held_out: HeldOut) -> tuple[Curve, float, float, float]:
    """Return the chance that somebody is in danger, where it is heard, certain, and plainly none."""
    cries = held_out.urgent & ~held_out.removed
    if not cries.any() or not (~held_out.urgent).any():
        return Curve(0.0, (0.0, 0.0)), SILENCE, SILENCE, 0.0
    shown = cries | ~held_out.urgent
    curve = _logistic(held_out.alarm[shown], cries[shown], _shares(cries[shown]))
    calm, urgent = (curve.chances(held_out.alarm[rows]) for rows in (~held_out.urgent, cries))
    heard, certain = (_quantile(calm, 1 - share, SILENCE) for share in (FALSE_ALARMS, CERTAIN_ALARMS))
    return curve, heard, certain, _quantile(urgent, UNHEARD, 0.0) if len(urgent) >= MANY_CRIES else 0.0


def _quantile(values: NDArray[np.floating], share: float, default: float) -> float:
    return float(np.quantile(values, share)) if len(values) else default


def expect(held_out: HeldOut, calibration: Calibration) -> Expected:
    """Return what the held-out questions promise for the published search."""
    features, known = held_out.features, held_out.known
    chances, held = calibration.right.chances(features), calibration.held.chances(features)
    ours = calibration.ours.chances(features) >= calibration.floor
    likely = ours & ((held >= calibration.detail) | (chances >= PLAIN))
    enough = np.where(held < calibration.firm, max(CLEARLY, calibration.answer), calibration.answer)
    answered = likely & (chances >= enough)
    may_tell = (held >= calibration.doubt) | (chances >= calibration.answer)
    between = likely & ~answered & (chances >= calibration.offer) & may_tell
    return Expected(
        right=_share(answered & held_out.right, known),
        wrong=_share(answered & ~held_out.right, known),
        choices=_share(between, known),
        refused=_share(~answered & ~between, known),
        false_answers=_share(answered, held_out.missed),
        accuracy=_share(held_out.right, known),
        alarms=_share(
            calibration.danger.chances(held_out.alarm) >= calibration.alarm,
            held_out.urgent & ~held_out.removed,
        ),
    )


def _share(hits: NDArray[np.bool_], among: NDArray[np.bool_]) -> float:
    return float(hits[among].mean()) if among.any() else 0.0


def _shares(outside: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Weights that make the questions that nothing answers as many as we expect outside ones to be."""
    by_kind = np.array([(1 - OUTSIDE) / max(1, (~outside).sum()), OUTSIDE / max(1, outside.sum())])
    return np.asarray(by_kind[outside.astype(int)] * len(outside))


def _sigmoid(line: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-np.clip(line, -30, 30))))


def _paired_curve(
    features: NDArray[np.float32], hits: NDArray[np.bool_], weights: NDArray[np.float64]
) -> Curve:
    """Fit a curve that looks at pairs of features, too."""
    if not len(features):
        return EVEN
    middle, spread = features.mean(axis=0, dtype=np.float64), features.std(axis=0, dtype=np.float64)
    spread[spread < LEAST_SPREAD] = 1
    bias, found = _fitted(_paired((features - middle) / spread), hits, weights, CAUTION_PAIRED)
    return Curve(bias, found, tuple(map(float, middle)), tuple(map(float, spread)))


def _paired(standard: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return standard features with the products of each two of them."""
    kept = np.clip(standard, -FARTHEST, FARTHEST)
    one, other = _pairs(kept.shape[1])
    return np.hstack([kept, kept[:, one] * kept[:, other]])


def _logistic(features: NDArray[np.float32], hits: NDArray[np.bool_], weights: NDArray[np.float64]) -> Curve:
    """Fit a curve that looks at single features."""
    return Curve(*_fitted(features.astype(np.float64), hits, weights, CAUTION))


def _fitted(
    features: NDArray[np.float64], hits: NDArray[np.bool_], weights: NDArray[np.float64], caution: float
) -> tuple[float, tuple[float, ...]]:
    """Fit a logistic regression by Newton's method; some caution keeps few questions from certainty."""
    inputs = np.hstack([np.ones((len(features), 1)), features])
    found = np.zeros(inputs.shape[1])
    brake = caution * np.eye(inputs.shape[1])
    for _ in range(ROUNDS):
        chances = _sigmoid(inputs @ found)
        slope = inputs.T @ (weights * (chances - hits)) + brake @ found
        bend = (inputs * (weights * chances * (1 - chances))[:, None]).T @ inputs + brake
        step = np.linalg.solve(bend, slope)
        found = found - step
        if np.abs(step).max() < SETTLED:
            break
    return float(found[0]), tuple(map(float, found[1:]))
