"""Scores: a question against each entry, how those of its views and pieces join, and what they tell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

HIDDEN = np.float32(-9)
LONE_LEAD = np.float32(1)
# Log-odds beyond this tell no more.
CLEAR = np.float32(8)
# What calibration looks at, in this order.
FEATURES = ("fused", "likeness", "lead", "told", "rise", "ours", "odds")

Column = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Aside:
    """Which entries compete for nothing: what is no subject of ours, and what is for people in danger."""

    off_topic: NDArray[np.bool_]
    urgent: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scores:
    """Questions against entries: fused score, likeness, what the answers say, (questions, entries) each.

    `likeness` is that to all examples of an entry together, in meaning or, without an encoder, in letters.
    `strange` is the best fused score of an off-topic entry, `danger` of an urgent one, (questions, 1) each,
    HIDDEN where there is none: these entries are set aside and compete for nothing. `ours` and `cry` are the
    head's log-odds that a question is ours and that somebody is in danger, (questions, 1), zero without one.
    """

    fused: Column
    likeness: Column
    told: Column
    strange: Column
    danger: Column
    ours: Column
    cry: Column

    @classmethod
    def of(  # noqa: PLR0913, PLR0917  the columns, in their order
        cls, fused: Column, likeness: Column, told: Column, ours: Column, cry: Column, aside: Aside
    ) -> "Scores":
        """Set the entries aside that compete for nothing."""
        strange, danger = (_best_of(fused, group) for group in (aside.off_topic, aside.urgent))
        out = aside.off_topic | aside.urgent
        if not out.any() or out.all():
            return cls(fused, likeness, told, strange, danger, ours, cry)
        hidden, unlike = (np.where(out, HIDDEN, part) for part in (fused, likeness))
        return cls(hidden, unlike, np.where(out, np.float32(0), told), strange, danger, ours, cry)

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, in the order of the fields."""
        return self.fused, self.likeness, self.told, self.strange, self.danger, self.ours, self.cry

    @property
    def alarm(self) -> Column:
        """What tells of danger: the lead of an urgent entry above all others, and the head's log-odds."""
        others = np.maximum(self.fused.max(axis=1), self.strange[:, 0])
        lead = np.clip(self.danger[:, 0] - others, -LONE_LEAD, LONE_LEAD)
        return np.stack([lead, _clear(self.cry)], axis=1)

    def each(self, change: Callable[[Column], Column]) -> "Scores":
        """Return the scores with every column changed in the same way."""
        return Scores(*map(change, self.columns))

    def with_top(self, entry: int) -> "Scores":
        """Return the scores as they are when what stands above an entry has been ruled out."""
        bar = self.fused[0, entry]
        return replace(self, fused=np.where(self.fused > bar, HIDDEN, self.fused))

    def features(self) -> NDArray[np.float32]:
        """Return FEATURES of the best entry of each question, (questions, features)."""
        rows = np.arange(len(self.fused))
        top = self.fused.argmax(axis=1)
        best = self.fused[rows, top]
        second = np.sort(self.fused, axis=1)[:, -2] if self.fused.shape[1] > 1 else best - LONE_LEAD
        lead = np.minimum(best - second, LONE_LEAD)
        ours = np.clip(best - self.strange[:, 0], -LONE_LEAD, LONE_LEAD)
        rise, odds = _rise(self.fused, best), _clear(self.ours)
        found = (best, self.likeness[rows, top], lead, self.told[rows, top], rise, ours, odds)
        return np.stack(found, axis=1).astype(np.float32)


def _clear(odds: Column) -> Column:
    return np.asarray(np.clip(odds[:, 0], -CLEAR, CLEAR) / CLEAR, np.float32)


def _best_of(fused: Column, group: NDArray[np.bool_]) -> Column:
    if not group.any():
        return np.full((len(fused), 1), HIDDEN, np.float32)
    return np.asarray(fused[:, group].max(axis=1, keepdims=True))


def _rise(fused: Column, best: Column) -> Column:
    """Return how far the best entry rises above all others, in their standard deviations."""
    seen = fused > HIDDEN / 2
    many = np.maximum(seen.sum(axis=1), 1)
    middle = np.where(seen, fused, 0).sum(axis=1) / many
    spread = np.sqrt((np.where(seen, fused - middle[:, None], 0) ** 2).sum(axis=1) / many)
    return np.asarray((best - middle) / np.maximum(spread, 1e-3) / 10, np.float32)


def joined(parts: Sequence[Scores], join: Callable[[Sequence[Column]], Column]) -> Scores:
    """Return the scores of several questions joined into one."""
    return Scores(*(join(column) for column in zip(*(one.columns for one in parts), strict=True)))
