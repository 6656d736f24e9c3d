"""Ranking: a question's views and pieces scored against all entries."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from bot.search.familiar import Familiar
from bot.search.index import Scorer
from bot.search.repair import Repairer
from bot.search.scores import HIDDEN, Column, Scores, joined
from bot.search.semantic import Encoder, Vector
from bot.search.views import Speller, pieces

TOP = 5
# Messages whose scores are kept, about 10 KB each.
PREPARED = 300
# Score by which small talk stays behind the best entry of a long or leaning message.
YIELD = np.float32(0.5)
# Weight of a leaning question joined with the one before it; alone it says too little.
JOINED = np.float32(0.5)


@dataclass(frozen=True, slots=True)
class Ranking:
    """All entries with their scores for one question, and those of its pieces where it is long."""

    views: tuple[str, ...]
    entries: tuple[str, ...]
    scores: Scores
    pieces: tuple[str, ...] = ()
    parts: tuple[Scores, ...] = ()

    @property
    def fused(self) -> NDArray[np.float32]:
        """The fused score of each entry."""
        return np.asarray(self.scores.fused[0])

    def best(self, many: int = TOP) -> list[int]:
        """Return the numbers of the best entries, best first; what is hidden is none of them."""
        ordered = np.argsort(-self.fused, kind="stable")[:many]
        return [int(i) for i in ordered if self.fused[i] > HIDDEN / 2] or [int(ordered[0])]

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
    """Ranks the entries for a question, over its views and pieces; `free` tells which are small talk."""

    entries: tuple[str, ...]
    scorer: Scorer
    encoder: Encoder | None
    speller: Speller
    repairer: Repairer
    familiar: Familiar
    free: NDArray[np.bool_]
    kept: dict[str, Scores] = field(default_factory=dict)
    prepared: OrderedDict[bytes, tuple[Scores, ...]] = field(default_factory=OrderedDict)

    def plain(self, text: str) -> str:
        """Return the text in lower case with chat spelling written out."""
        return self.speller.plain(text)

    def views(self, text: str) -> tuple[str, ...]:
        """Return the different views of a text: plain, and repaired."""
        return self._views(self.speller.plain(text))

    def _views(self, plain: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys([plain, self.repairer.text(plain)]))

    def rank(self, text: str) -> Ranking:
        """Rank the entries: a long message counts as a whole and in its pieces."""
        return self.rank_any([self.speller.plain(text)])

    def rank_any(self, plains: Sequence[str]) -> Ranking:
        """Rank the entries for several ways of asking, of which the best counts."""
        cut = [pieces(plain) for plain in plains]
        known = self._scored([piece for parts in cut for piece in parts])
        ways = [_blended([known[piece] for piece in parts]) for parts in cut]
        whole = ways[0] if len(ways) == 1 else joined(ways, _highest)
        if any(len(parts) > 1 for parts in cut):
            whole = replace(whole, fused=self._hushed(whole.fused))
        said = tuple(cut[0]) if len(cut[0]) > 1 else ()
        parts = tuple(known[piece] for piece in said)
        return Ranking(self._views(cut[0][0]), self.entries, whole, said, parts)

    def prepare(self, text: str, parts: Sequence[str] = ()) -> None:
        """Score a message and its parts together, which costs less; what was kept of the last one goes.

        So the same message always finds the same, whatever was asked before it. Of the latest messages the
        scores are known, for the same words may be asked after other answers; of the words a hash is kept.
        """
        cut = (piece for one in (text, *parts) for piece in pieces(self.speller.plain(one)))
        texts = tuple(dict.fromkeys(cut))
        key = blake2b(repr(texts).encode(), digest_size=16).digest()
        self.kept.clear()
        if key in self.prepared:
            self.kept.update(zip(texts, self.prepared[key], strict=True))
            self.prepared.move_to_end(key)
            return
        self.prepared[key] = tuple(self._scored(texts).values())
        if len(self.prepared) > PREPARED:
            self.prepared.popitem(last=False)

    def _scored(self, texts: Sequence[str]) -> dict[str, Scores]:
        """Return a row of scores for each plain text; those of a message are kept, for parts come again."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self.kept]
        if fresh:
            rows = self._scores(fresh)
            for number, text in enumerate(fresh):
                self.kept[text] = rows.each(lambda part, at=number: part[at : at + 1])  # type: ignore[misc]
        return {text: self.kept[text] for text in texts}

    def _scores(self, texts: Sequence[str]) -> Scores:
        """Return a row of scores for each text, as it is when its words are repaired."""
        repaired = {text: self.repairer.text(text) for text in texts}
        letters = [self.speller.canonical(view) for view in repaired.values()]
        return self.scorer.score(letters, self._vectors(repaired))

    def _vectors(self, repaired: Mapping[str, str]) -> Vector | None:
        """Return a vector for each repaired text; those of parts are made with that of what holds them."""
        if self.encoder is None:
            return None
        found: dict[str, Vector] = {}
        for host, parts in _hosts(tuple(dict.fromkeys(repaired.values()))).items():
            found.update(zip([host, *parts], self.encoder.parts(host, parts), strict=True))
        alone = list(dict.fromkeys(view for view in repaired.values() if view not in found))
        found.update(zip(alone, self.encoder.encode(alone), strict=True) if alone else ())
        return np.stack([found[view] for view in repaired.values()])

    def _hushed(self, fused: NDArray[np.float32]) -> NDArray[np.float32]:
        """Let small talk yield: a greeting that opens a long message is not what the message asks."""
        if not self.free.any() or self.free.all():
            return fused
        return np.where(self.free, np.minimum(fused, fused[:, ~self.free].max() - YIELD), fused)

    def features(self, ranking: Ranking, entry: str) -> NDArray[np.float32]:
        """Return what calibration looks at for an entry as the best one: of the message, then of each piece.

        A piece counts where the entry is the best one there, too: a story around the question says little.
        """
        number = self.entries.index(entry)
        told = [(ranking.views[-1], ranking.scores.with_top(number))] + [
            (self.repairer.text(piece), scores)
            for piece, scores in zip(ranking.pieces, ranking.parts, strict=True)
            if scores.fused[0].argmax() == number
        ]
        known = [self.familiar.of(self.speller.canonical(plain), number) for plain, _ in told]
        every = joined([scores for _, scores in told], np.concatenate)
        return every.features(np.stack(known), self.free)

    def lean(self, ranking: Ranking, asked: Sequence[str], prior: dict[str, float]) -> Ranking:
        """Return a ranking that also hears the last question, with a prior for entries near its answer."""
        other = self.rank_any([self.speller.plain(text) for text in asked])
        scores = joined([ranking.scores, other.scores], _leaning)
        fused = self._hushed(scores.fused).copy()
        for entry, bonus in prior.items():
            if entry in self.entries:
                fused[0, self.entries.index(entry)] += bonus
        return replace(ranking, scores=replace(scores, fused=fused))


def _hosts(texts: Sequence[str]) -> dict[str, list[str]]:
    """Return the texts that hold others, with these others, the longest first."""
    hosts: dict[str, list[str]] = {}
    left = sorted(texts, key=len, reverse=True)
    while left:
        host, *left = left
        if inside := [text for text in left if text in host]:
            hosts[host] = inside
            left = [text for text in left if text not in host]
    return hosts


def _blended(rows: Sequence[Scores]) -> Scores:
    """Blend a message as a whole, which comes first, with the average of its pieces."""
    if len(rows) == 1:
        return rows[0]
    return joined(rows, lambda columns: _blend(np.concatenate(columns)))


def _blend(part: Column) -> Column:
    return np.asarray((part[:1] + part[1:].mean(axis=0, keepdims=True)) / 2, np.float32)


def _highest(columns: Sequence[Column]) -> Column:
    return np.asarray(np.max(np.stack(columns), axis=0))


def _leaning(columns: Sequence[Column]) -> Column:
    alone, with_last = columns
    return np.asarray((1 - JOINED) * alone + JOINED * with_last, np.float32)
