"""Judging: which entry a question means, alone or leaning on the one before it, and how surely."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.content.entry import Entry, Kind
from bot.search.calibration import Calibration
from bot.search.finding import Context, Turning
from bot.search.follow_up import LONGEST_LEANING, Leaning
from bot.search.index import FREE
from bot.search.language_of import Tongue
from bot.search.near_misses import DETAIL, NearMisses, Steered
from bot.search.ranking import Ranker, Ranking
from bot.search.text import padded, words
from bot.search.views import asked_in

# Distance between fused scores (about 0 to 3).
NEARBY = 0.35
PRIOR_SAME, PRIOR_RELATED = 0.3, 0.5
# Small talk at the wrong moment does little harm, and a gap entry names who knows: less will do for them.
DISCOUNTS, FREE_FLOOR = {**dict.fromkeys(FREE, 0.4), Kind.GAP: 0.6}, 0.3
# A question of more words leans unsaid only on what it comes near to by itself.
BRIEF, REACH, NEAREST = 5, 0.8, 8
# After an answer a few words stand alone where they clearly do, else they may go on about it. What may ask
# for a detail that nobody gave is answered only where its entry is as clearly meant.
CLEARLY = 0.9
# What leans says little itself, and the answer before it tells what it is about.
LEANING = 0.3
# An entry this surely meant is not held to lack the detail.
PLAIN = 0.8
# The rules by which a question found its entry: by what it says itself, or leaning on another.
CALIBRATED, FOLLOW_UP = "calibrated", "follow_up"


@dataclass(frozen=True, slots=True)
class Judged:
    """A ranking with the entry to speak of, its chance and the rule that chose it."""

    ranking: Ranking
    asked: str
    steered: Steered
    chance: float
    ours: float
    held: float
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges by the calibrated chances and the curated means around them."""

    entries: Mapping[str, Entry]
    ranker: Ranker
    calibration: Calibration
    near_misses: NearMisses
    leaning: Leaning

    def leans(self, text: str, context: Context | None) -> bool:
        """Tell whether a question leans on the one before it."""
        return context is not None and self.leaning.leans(self.ranker.plain(text))

    def alone(self, text: str) -> Judged:
        """Judge a question for what it says itself."""
        return self._judged(text, self.ranker.rank(text), CALIBRATED)

    def judge(self, text: str, alone: Judged, context: Context | None, tongue: Tongue) -> Judged:
        """Judge a question, alone or leaning on the one before it."""
        if context is None:
            return alone
        if self.leans(text, context):
            return self._judged(text, self._leaned(text, alone.ranking, context, tongue), FOLLOW_UP)
        plain = self.likely(alone) and alone.chance >= CLEARLY
        if plain or len(words(text)) > LONGEST_LEANING:
            return alone
        # What says too little by itself leans, if the last answer or what belongs to it then fits better.
        brief, chatty = len(words(text)) <= BRIEF, self.free(alone)
        close = set(alone.ranking.close(REACH, NEAREST))
        around = self._around(context.entry) if brief else self._around(context.entry) & close
        if not around and not chatty:
            return alone
        leaned = self._judged(text, self._leaned(text, alone.ranking, context, tongue), FOLLOW_UP)
        entry = leaned.steered.entry
        if chatty and not self.free(leaned):
            # Small talk only where nothing else fits: it may go on about anything told before.
            return leaned if brief or entry in close else alone
        return leaned if entry in around and (chatty or leaned.chance > alone.chance) else alone

    def turning(self, text: str, *, clear: bool) -> Turning:
        """Return the entries after whose answers a question may mean another; `clear` tells that it does not.

        More than a few words lean unsaid only on an answer near to what they come near to by themselves.
        """
        plain, many = self.ranker.plain(text), len(words(text))
        if self.leaning.leans(plain) or len(self.leaning.parts(plain)) > 1:
            return None
        if clear or many > LONGEST_LEANING:
            return frozenset()
        close = set(self.ranker.rank(text).close(REACH, NEAREST))
        if many <= BRIEF or any(self.entries[entry].kind in FREE for entry in close):
            # A few words lean on anything, and small talk gives way to whatever else fits after an answer.
            return None
        return frozenset(entry for entry in self.entries if not close.isdisjoint(self._around(entry)))

    def _judged(self, text: str, ranking: Ranking, rule: str) -> Judged:
        asked = self._asked(text, ranking)
        steered = self.near_misses.steer(asked, ranking.close(NEARBY, many=5))
        features = self.ranker.features(ranking, steered.entry)
        chance = float(self.calibration.right.chances(features).max())
        ours, held = (
            float(curve.chances(features).max()) for curve in (self.calibration.ours, self.calibration.held)
        )
        if self.entries[steered.entry].kind is Kind.GAP and rule == CALIBRATED:
            rule = "gap"
        score = ranking.score(steered.entry)
        return Judged(ranking, asked, steered, chance, ours, held, score, steered.rule or rule)

    def _around(self, answered: str | None) -> set[str]:
        """Return the entry that answered last, and those that belong to it."""
        entry = self.entries.get(answered or "")
        return {entry.id, *entry.related} if entry else set()

    def _asked(self, text: str, ranking: Ranking) -> str:
        """Return all views of what is asked, their words padded; a long message's story is none of it."""
        asked = asked_in(self.ranker.plain(text)) if ranking.parts else ""
        return "".join(map(padded, self.ranker.views(asked) if asked else ranking.views))

    def _leaned(self, text: str, ranking: Ranking, context: Context, tongue: Tongue) -> Ranking:
        entry = self.entries.get(context.entry or "")
        joined, prior = [f"{context.question} {text}"], {}
        if entry:
            title = entry.title.get(tongue.language or "", next(iter(entry.title.values())))
            joined.append(f"{title} {text}")
            prior = dict.fromkeys(entry.related, PRIOR_RELATED) | {entry.id: PRIOR_SAME}
        return self.ranker.lean(ranking, joined, prior)

    def sure(self, judged: Judged) -> bool:
        """Tell whether the entry is clearly meant."""
        kind = self.entries[judged.steered.entry].kind
        enough = self.calibration.answer * DISCOUNTS.get(kind, 1)
        if kind is Kind.GAP and judged.rule.startswith(DETAIL):
            # Close, and the only one to speak of the very detail that was asked for.
            enough = 0
        if judged.rule == FOLLOW_UP:
            enough *= LEANING
        elif kind is Kind.ANSWER and judged.held < self.calibration.firm:
            enough = max(enough, CLEARLY)
        return self.likely(judged) and judged.chance >= enough

    def free(self, judged: Judged) -> bool:
        """Tell whether small talk is meant."""
        return self.entries[judged.steered.entry].kind in FREE

    def likely(self, judged: Judged) -> bool:
        """Tell whether the question is ours, and about something that its entry may tell."""
        # A greeting in another tongue is like nothing of ours, and harmless.
        floor = self.calibration.floor * (FREE_FLOOR if self.free(judged) else 1)
        return not judged.steered.refused and judged.ours >= floor and not self._missing(judged)

    def _missing(self, judged: Judged) -> bool:
        """Tell whether an answer is asked for a detail that it does not hold; what leans says too little."""
        answers = self.entries[judged.steered.entry].kind is Kind.ANSWER and judged.chance < PLAIN
        return answers and judged.rule != FOLLOW_UP and judged.held < self.calibration.detail
