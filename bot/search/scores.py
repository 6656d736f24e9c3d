"""Scores: a question against each entry, how those of its views and pieces join, and what they tell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from bot.search.familiar import FAMILIAR

HIDDEN = np.float32(-9)
LONE_LEAD = np.float32(1)
# Log-odds beyond this tell no more.
CLEAR = np.float32(8)
# What calibration looks at, in this order.
FEATURES = ("fused", "likeness", "lead", "told", "rise", "ours", "odds", "near", "held", *FAMILIAR)

Column = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Aside:
    """Which entries compete for nothing: no subject of ours, people in danger, details that nobody gave."""

    off_topic: NDArray[np.bool_]
    urgent: NDArray[np.bool_]
    near_miss: NDArray[np.bool_]

    @property
    def groups(self) -> tuple[NDArray[np.bool_], ...]:
        """Each of them, in the order of the fields."""
        return self.off_topic, self.urgent, self.near_miss

    @property
    def out(self) -> NDArray[np.bool_]:
        """All of them."""
        return self.off_topic | self.urgent | self.near_miss


@dataclass(frozen=True, slots=True)
class Scores:
    """Questions against entries: fused score, likeness, what the answers say, (questions, entries) each.

    `likeness` is that to all examples of an entry together, in meaning or, without an encoder, in letters.
    `strange` is the best fused score of an off-topic entry, `danger` of an urgent one, `near` of a near miss,
    (questions, 1) each, HIDDEN where there is none: these entries are set aside and compete for nothing.
    `ours`, `cry` and `held` are the head's log-odds that a question is ours, that somebody is in danger, and
    that it is no near miss, (questions, 1), zero without one.
    """

    fused: Column
    likeness: Column
    told: Column
    strange: Column
    danger: Column
    near: Column
    ours: Column
    cry: Column
    held: Column

    @classmethod
    def of(cls, fused: Column, likeness: Column, told: Column, odds: "Odds", aside: Aside) -> "Scores":
        """Set the entries aside that compete for nothing."""
        strange, danger, near = (_best_of(fused, group) for group in aside.groups)
        out = aside.out
        if out.any() and not out.all():
            fused, likeness = (np.where(out, HIDDEN, part) for part in (fused, likeness))
            told = np.where(out, np.float32(0), told)
        return cls(fused, likeness, told, strange, danger, near, odds.ours, odds.cry, odds.held)

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, in the order of the fields."""
        return _COLUMNS(self)

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

    def features(self, familiar: Column, free: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Return FEATURES of the best entry of each question, (questions, features).

        `familiar` is FAMILIAR of each question and its best entry; `free` tells which entries are small talk:
        they resemble each other, so their lead is that over all others.
        """
        rows = np.arange(len(self.fused))
        top = self.fused.argmax(axis=1)
        best = self.fused[rows, top]
        rival = self.fused.copy()
        rival[rows, top] = HIDDEN
        rival[np.ix_(free[top], free)] = HIDDEN
        lead = np.minimum(best - rival.max(axis=1), LONE_LEAD)
        ours, near = (_lead(best, one) for one in (self.strange, self.near))
        odds, held = (_clear(one) for one in (self.ours, self.held))
        rise, said = _rise(self.fused, best), self.told[rows, top]
        found = (best, self.likeness[rows, top], lead, said, rise, ours, odds, near, held)
        return np.hstack([np.stack(found, axis=1), familiar]).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Odds:
    """The head's log-odds, (questions, 1) each: ours, somebody in danger, no near miss."""

    ours: Column
    cry: Column
    held: Column


_COLUMNS: Callable[[Scores], tuple[Column, ...]] = attrgetter(*(one.name for one in fields(Scores)))


def _lead(best: Column, other: Column) -> Column:
    return np.asarray(np.clip(best - other[:, 0], -LONE_LEAD, LONE_LEAD), np.float32)


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
