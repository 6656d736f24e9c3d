"""Held-out questions: what the search would have said to each example had it not been taught it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from bot.content.entry import Kind
from bot.search import cores
from bot.search.familiar import TOLD, Familiar
from bot.search.index import ASIDE, FREE, Ground, Heard, Scorer, Told
from bot.search.scores import FEATURES, Scores

# A fifth of the examples, or of the entries, is asked by what the rest has learnt. Of many examples as many
# fifths are asked as make about enough: more change the calibration less than chance does, and cost time.
FOLDS, FEWEST_FOLDS, ENOUGH = 5, 2, 5_000
# Of very many only some are asked, or the work would grow with the square of the entries.
MOST_ASKED = 12_000
# Questions scored together, and their likenesses to texts: larger blocks cost memory and gain nothing.
AT_ONCE, CELLS = 256, 16_000_000
CHOICES = 4


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Questions asked without their teacher: their features, and the four best entries.

    `removed` tells that the whole entry was taken away, `strange` that the question is about nothing of ours,
    `near` that it asks for a detail that nobody gave, `urgent` that somebody is in danger: in none of these
    cases could an entry be right. `free` tells of small talk, which less will do for. `alarm` is what told of
    danger, (questions, 2).
    """

    asked: NDArray[np.int64]
    features: NDArray[np.float32]
    best: NDArray[np.int64]
    truth: NDArray[np.int64]
    removed: NDArray[np.bool_]
    strange: NDArray[np.bool_]
    urgent: NDArray[np.bool_]
    near: NDArray[np.bool_]
    free: NDArray[np.bool_]
    alarm: NDArray[np.float32]

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which questions have their entry in sight."""
        return np.asarray(~self.removed & ~self.strange & ~self.near & ~self.urgent)

    def calm(self) -> "HeldOut":
        """Return the questions of people who are in no danger."""
        return self._only(~self.urgent)

    def earnest(self) -> "HeldOut":
        """Return the questions that are no small talk."""
        return self._only(~self.free)

    def _only(self, rows: NDArray[np.bool_]) -> "HeldOut":
        return HeldOut(**{one.name: getattr(self, one.name)[rows] for one in fields(self)})

    @property
    def gone(self) -> NDArray[np.bool_]:
        """Which questions of ours had their entry taken away."""
        return np.asarray(self.removed & ~self.strange & ~self.near)

    @property
    def right(self) -> NDArray[np.bool_]:
        """Which questions found their entry first."""
        return np.asarray((self.best[:, 0] == self.truth) & self.known)

    @property
    def offered(self) -> NDArray[np.bool_]:
        """Which questions have their entry among the four best."""
        return np.asarray((self.best == self.truth[:, None]).any(axis=1) & self.known)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is asked: the ground, which texts are questions, and each one's rank in its list.

    Translations stand at the same rank, and must be held out together; titles only teach.
    """

    ground: Ground
    asks: NDArray[np.bool_]
    places: NDArray[np.int64]
    told: Told | None = None
    kinds: Mapping[str, Kind] = field(default_factory=dict)


def ask_all(lesson: Lesson, *, letters_only: bool, enough: int = ENOUGH) -> tuple[HeldOut, HeldOut | None]:
    """Ask every example with its fifth of the examples held out; without near misses, of the entries, too.

    Of many examples only as many fifths are asked as make about `enough`, of very many only some of those.
    Returns what letters alone find, and what letters and meaning find (None without vectors): what a question
    shares with all texts is worked out once and serves all.
    """
    ground = lesson.ground
    folds = min(FOLDS, max(FEWEST_FOLDS, round(FOLDS * enough / max(1, int(lesson.asks.sum())))))
    familiar = ground.familiar(_bits(lesson))
    by_letters, by_all = (_Asking(lesson, one, folds, familiar) for one in (ground.without_vectors(), ground))
    scorer = Scorer(ground.without_vectors(), told=lesson.told, kinds=lesson.kinds)
    meaning = ground.vectors is not None and not letters_only
    for asking in (by_letters, by_all) if meaning else (by_letters,):
        asking.learn()
    asked = np.flatnonzero(lesson.asks & (lesson.places % FOLDS < folds))
    asked = asked[:: -(-len(asked) // MOST_ASKED) or 1]
    for numbers in _chunks(asked, min(AT_ONCE, max(1, CELLS // ground.lexical.size))):
        texts = [ground.texts[i] for i in numbers]
        vectors = ground.vectors[numbers] if ground.vectors is not None else None
        heard, told = scorer.hear(texts, None)
        by_letters.ask(numbers, heard, told)
        if meaning:
            with_meaning = told and Heard(told.letters, vectors)
            by_all.ask(numbers, Heard(heard.letters, vectors), with_meaning)
    return by_letters.result(), by_all.result() if meaning else None


class _Asking:
    """The questions asked so far in one way, by the scorers of all folds."""

    def __init__(self, lesson: Lesson, ground: Ground, folds: int, familiar: Familiar) -> None:
        self._lesson, self._ground, self._asked = lesson, ground, folds
        self._scorers: dict[tuple[int, bool], Scorer] = {}
        self._found: list[HeldOut] = []
        kinds = [lesson.kinds.get(entry) for entry in ground.entries]
        self._strange, self._urgent, self._near = (
            np.array([one is kind for one in kinds], bool) for kind in ASIDE
        )
        # Near misses teach what an entry cannot tell; where there are none, entries are taken away.
        removing = () if self._near.any() else ((ground.owner % FOLDS, True),)
        self._folds = ((lesson.places % FOLDS, False), *removing)
        self._free = np.array([one in FREE for one in kinds], bool)
        self._familiar = familiar

    def learn(self) -> None:
        """Let the scorers of all folds learn, side by side."""
        folds = [
            (fold_of, fold, removed)
            for fold_of, removed in self._folds
            for fold in range(self._asked)
            if (fold_of != fold).any()
        ]
        learnt = cores.side_by_side(self._learnt, folds)
        self._scorers = {(fold, removed): one for (_, fold, removed), one in zip(folds, learnt, strict=True)}

    def _learnt(self, of: tuple[NDArray[np.int64], int, bool]) -> Scorer:
        fold_of, fold, _ = of
        return Scorer(self._ground, fold_of != fold, told=self._lesson.told, kinds=self._lesson.kinds)

    def ask(self, numbers: NDArray[np.int64], heard: Heard, told: Heard | None) -> None:
        for fold_of, removed in self._folds:
            for fold in range(self._asked):
                mine = fold_of[numbers] == fold
                if mine.any() and (fold, removed) in self._scorers:
                    scores = self._scorers[fold, removed].score_heard(
                        _rows(heard, mine), told and _rows(told, mine)
                    )
                    self._found.append(self._sorted(numbers[mine], scores, removed=removed))

    def _sorted(self, numbers: NDArray[np.int64], scores: Scores, *, removed: bool) -> HeldOut:
        best = np.argsort(-scores.fused, axis=1)[:, :CHOICES]
        missing = CHOICES - best.shape[1]
        truth = self._ground.owner[numbers]
        return HeldOut(
            asked=numbers,
            features=scores.features(self._known_words(numbers, best[:, 0], removed=removed), self._free),
            best=np.pad(best, ((0, 0), (0, max(0, missing))), constant_values=-1),
            truth=truth,
            removed=np.full(len(numbers), removed),
            strange=self._strange[truth],
            urgent=self._urgent[truth],
            near=self._near[truth],
            free=self._free[truth],
            alarm=scores.alarm,
        )

    def _known_words(
        self, numbers: NDArray[np.int64], best: NDArray[np.int64], *, removed: bool
    ) -> NDArray[np.float32]:
        """Return what its best entry knows of each question's words, without what is held out."""
        hidden = np.zeros(len(numbers), np.int64) if removed else 1 << (self._lesson.places[numbers] % FOLDS)
        told = [
            self._familiar.of(self._ground.texts[number], entry, bits)
            for number, entry, bits in zip(numbers, best, hidden, strict=True)
        ]
        return np.stack(told)

    def result(self) -> HeldOut:
        if not self._found:
            return _nothing()
        columns = [one.name for one in fields(HeldOut)]
        return HeldOut(
            **{name: np.concatenate([getattr(one, name) for one in self._found]) for name in columns}
        )


def _bits(lesson: Lesson) -> NDArray[np.uint8]:
    """Return the fold of each text as a bit; titles are always told."""
    return np.where(lesson.asks, 1 << (lesson.places % FOLDS), TOLD).astype(np.uint8)


def _rows(heard: Heard, mine: NDArray[np.bool_]) -> Heard:
    return Heard(heard.letters[mine], None if heard.vectors is None else heard.vectors[mine])


def _chunks(numbers: NDArray[np.int64], many: int) -> Iterator[NDArray[np.int64]]:
    for start in range(0, len(numbers), many):
        yield numbers[start : start + many]


def _nothing() -> HeldOut:
    none = np.zeros(0, np.int64)
    features = np.zeros((0, len(FEATURES)), np.float32)
    best = np.zeros((0, CHOICES), np.int64)
    flags = dict.fromkeys(("removed", "strange", "urgent", "near", "free"), none > 0)
    alarm = np.zeros((0, 2), np.float32)
    return HeldOut(asked=none, features=features, best=best, truth=none, alarm=alarm, **flags)
