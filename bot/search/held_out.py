"""Held-out questions: what the search would have said to each example had it not been taught it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.index import Ground, Scorer

# A fifth of the examples, or of the entries, is asked by what the rest has learnt.
FOLDS = 5
# Questions scored together: larger blocks cost memory and gain nothing.
AT_ONCE = 256
CHOICES = 4


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Questions asked without their teacher: features (fused, likeness, lead), the four best entries.

    `removed` tells that the whole entry was taken away, so that nothing could be right.
    """

    asked: NDArray[np.int64]
    features: NDArray[np.float32]
    best: NDArray[np.int64]
    truth: NDArray[np.int64]
    removed: NDArray[np.bool_]

    @property
    def right(self) -> NDArray[np.bool_]:
        """Which questions found their entry first."""
        return np.asarray((self.best[:, 0] == self.truth) & ~self.removed)

    @property
    def offered(self) -> NDArray[np.bool_]:
        """Which questions have their entry among the four best."""
        return np.asarray((self.best == self.truth[:, None]).any(axis=1) & ~self.removed)


def ask_all(ground: Ground, asks: NDArray[np.bool_], places: NDArray[np.int64]) -> HeldOut:
    """Ask every example twice: with its fifth of the examples held out, and with its fifth of the entries.

    `asks` marks the questions (titles only teach), `places` the rank of an example in its list:
    translations stand at the same place, and must be held out together.
    """
    parts = [
        _ask(ground, asks & (fold_of == fold), fold_of != fold, removed=removed)
        for fold_of, removed in ((places % FOLDS, False), (ground.owner % FOLDS, True))
        for fold in range(FOLDS)
        if (asks & (fold_of == fold)).any() and (fold_of != fold).any()
    ]
    return HeldOut(*(np.concatenate(column) for column in zip(*parts, strict=True))) if parts else _nothing()


Part = tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]


def _ask(ground: Ground, asked: NDArray[np.bool_], visible: NDArray[np.bool_], *, removed: bool) -> Part:
    numbers = np.flatnonzero(asked)
    scorer = Scorer(ground, visible)
    scored = [_score(scorer, ground, chunk) for chunk in _chunks(numbers)]
    features, best = (np.concatenate(column) for column in zip(*scored, strict=True))
    return numbers, features, best, ground.owner[numbers], np.full(len(numbers), removed)


def _chunks(numbers: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    for start in range(0, len(numbers), AT_ONCE):
        yield numbers[start : start + AT_ONCE]


def _score(
    scorer: Scorer, ground: Ground, numbers: NDArray[np.int64]
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    vectors = None if ground.vectors is None else ground.vectors[numbers]
    scores = scorer.score([ground.texts[i] for i in numbers], vectors)
    best = np.argsort(-scores.fused, axis=1)[:, :CHOICES]
    missing = CHOICES - best.shape[1]
    return scores.features(), np.pad(best, ((0, 0), (0, max(0, missing))), constant_values=-1)


def _nothing() -> HeldOut:
    none = np.zeros(0, np.int64)
    return HeldOut(none, np.zeros((0, 3), np.float32), np.zeros((0, CHOICES), np.int64), none, none > 0)
