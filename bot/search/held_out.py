"""Held-out questions: what the search would have said to each example had it not been taught it."""

from collections.abc import Iterator, Mapping, Sequence
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
# Thousands of questions are made of the same words: so many bytes of what these share are kept meanwhile.
ROOM = 128_000_000
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
    def missed(self) -> NDArray[np.bool_]:
        """Which questions no entry tells: near misses; where there are none, those whose entry is removed."""
        return self.near if self.near.any() else np.asarray(self.removed & ~self.strange)

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
    if len(asked) > MOST_ASKED:
        asked = asked[np.linspace(0, len(asked) - 1, MOST_ASKED).astype(int)]
    ground.lexical.room = ROOM

    def ask(numbers: NDArray[np.int64]) -> tuple[list[HeldOut], list[HeldOut]]:
        heard, told = scorer.hear([ground.texts[i] for i in numbers], None)
        found = by_letters.ask(numbers, heard, told)
        if not meaning or ground.vectors is None:
            return found, []
        vectors = ground.vectors[numbers]
        with_meaning = told and Heard(told.letters, vectors)
        return found, by_all.ask(numbers, Heard(heard.letters, vectors, heard.bags), with_meaning)

    many = min(AT_ONCE, max(1, CELLS // ground.lexical.size))
    found = cores.side_by_side(ask, _chunks(asked, many))
    lexical, semantic = ([one for parts in found for one in parts[way]] for way in range(2))
    return _joined(lexical), _joined(semantic) if meaning else None


class _Asking:
    """The questions asked so far in one way, by the scorers of all folds."""

    def __init__(self, lesson: Lesson, ground: Ground, folds: int, familiar: Familiar) -> None:
        self._lesson, self._ground, self._asked = lesson, ground, folds
        self._scorers: dict[tuple[int, bool], Scorer] = {}
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

    def ask(self, numbers: NDArray[np.int64], heard: Heard, told: Heard | None) -> list[HeldOut]:
        """Return what is found of some questions, fold by fold."""
        found = []
        for fold_of, removed in self._folds:
            for fold in range(self._asked):
                mine = fold_of[numbers] == fold
                if mine.any() and (fold, removed) in self._scorers:
                    scores = self._scorers[fold, removed].score_heard(
                        _rows(heard, mine), told and _rows(told, mine)
                    )
                    found.append(self._sorted(numbers[mine], scores, removed=removed))
        return found

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


def _joined(found: Sequence[HeldOut]) -> HeldOut:
    """Return all questions in one."""
    if not found:
        return _nothing()
    columns = [one.name for one in fields(HeldOut)]
    return HeldOut(**{name: np.concatenate([getattr(one, name) for one in found]) for name in columns})


def _bits(lesson: Lesson) -> NDArray[np.uint8]:
    """Return the fold of each text as a bit; titles are always told."""
    return np.where(lesson.asks, 1 << (lesson.places % FOLDS), TOLD).astype(np.uint8)


def _rows(heard: Heard, mine: NDArray[np.bool_]) -> Heard:
    bags = [bag for bag, wanted in zip(heard.bags, mine, strict=False) if wanted]
    return Heard(heard.letters[mine], None if heard.vectors is None else heard.vectors[mine], bags)


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
