"""Ranking: a question's views scored against all entries, and the probability that the best is right."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.search.calibration import Calibration
from bot.search.index import HIDDEN, Scorer, Scores
from bot.search.repair import Repairer
from bot.search.semantic import Encoder
from bot.search.views import Speller, pieces

TOP = 5
# Score by which small talk stays behind the best entry of a long or leaning message.
YIELD = np.float32(0.5)
# Weight of a leaning question joined with the one before it; alone it says too little.
JOINED = np.float32(0.7)


@dataclass(frozen=True, slots=True)
class Ranking:
    """All entries with their scores for one question."""

    views: tuple[str, ...]
    entries: tuple[str, ...]
    scores: Scores

    @property
    def fused(self) -> NDArray[np.float32]:
        """The fused score of each entry."""
        return np.asarray(self.scores.fused[0])

    def best(self, many: int = TOP) -> list[int]:
        """Return the numbers of the best entries, best first."""
        return [int(i) for i in np.argsort(-self.fused, kind="stable")[:many]]

    def close(self, within: float, many: int) -> list[str]:
        """Return the entries whose score is close to the best one's, best first."""
        floor = self.fused.max() - within
        return [self.entries[i] for i in self.best(many) if self.fused[i] >= floor]

    def score(self, entry: str) -> float:
        """Return the fused score of one entry."""
        return float(self.fused[self.entries.index(entry)])

    def top(self) -> tuple[tuple[str, float, float], ...]:
        """Return the five best entries with fused score and raw likeness."""
        likeness = self.scores.likeness[0]
        return tuple((self.entries[i], float(self.fused[i]), float(likeness[i])) for i in self.best())


@dataclass(frozen=True, slots=True)
class Ranker:
    """Ranks the entries for a question, over its views and pieces."""

    entries: tuple[str, ...]
    scorer: Scorer
    encoder: Encoder | None
    speller: Speller
    repairer: Repairer
    calibration: Calibration
    free: frozenset[str] = frozenset()

    def plain(self, text: str) -> str:
        """Return the text in lower case with chat spelling written out."""
        return self.speller.plain(text)

    def views(self, text: str) -> tuple[str, ...]:
        """Return the different views of a text: plain, and repaired."""
        plain = self.speller.plain(text)
        return tuple(dict.fromkeys([plain, self.repairer.text(plain)]))

    def rank(self, text: str) -> Ranking:
        """Rank the entries: views are averaged, of a long message the best piece counts."""
        return self.rank_any([self.speller.plain(text)])

    def rank_any(self, plains: Sequence[str]) -> Ranking:
        """Rank the entries for several ways of asking, of which the best counts."""
        cut = [piece for plain in plains for piece in pieces(plain)]
        views = [self.views(piece) for piece in cut]
        flat = [view for one in views for view in one]
        scores = self._score(flat)
        starts = np.concatenate([[0], np.cumsum([len(one) for one in views])[:-1]]).astype(int)
        each = np.array([[len(one)] for one in views], np.float32)
        fused, likeness = (
            np.max(np.add.reduceat(column, starts) / each, axis=0, keepdims=True).astype(np.float32)
            for column in (scores.fused, scores.likeness)
        )
        if len(cut) > len(plains):
            self._hush_free(fused)
        return Ranking(views[0], self.entries, Scores(fused, likeness))

    def _hush_free(self, fused: NDArray[np.float32]) -> None:
        """Let small talk yield: a greeting that opens a long message is not what the message asks."""
        small = np.array([entry in self.free for entry in self.entries])
        if small.any() and not small.all():
            fused[:, small] = np.minimum(fused[:, small], fused[:, ~small].max() - YIELD)

    def _score(self, views: Sequence[str]) -> Scores:
        vectors = None if self.encoder is None else self.encoder.encode(views)
        return self.scorer.score([self.speller.canonical(view) for view in views], vectors)

    def chance(self, ranking: Ranking, entry: str | None = None) -> float:
        """Return how probable it is that the best entry (or this one instead) is right."""
        scores = ranking.scores
        if entry is not None:
            # What stood above it has been ruled out, so that its lead is over what stands below.
            bar = scores.fused[0, self.entries.index(entry)]
            scores = Scores(np.where(scores.fused > bar, HIDDEN, scores.fused), scores.likeness)
        return float(self.calibration.probabilities(scores.features())[0])

    def lean(self, ranking: Ranking, joined: Sequence[str], prior: dict[str, float]) -> Ranking:
        """Return a ranking that also hears the last question, with a prior for entries near its answer."""
        other = self.rank_any(joined)
        fused = np.asarray((1 - JOINED) * ranking.scores.fused + JOINED * other.scores.fused, np.float32)
        self._hush_free(fused)
        for entry, bonus in prior.items():
            if entry in self.entries:
                fused[0, self.entries.index(entry)] += bonus
        likeness = np.maximum(ranking.scores.likeness, other.scores.likeness)
        return replace(ranking, scores=Scores(fused, likeness))
