"""Deciding: from a ranking to an answer, choices or a refusal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.content.content import Content
from bot.content.entry import Kind
from bot.search.calibration import Calibration
from bot.search.finding import Common, Context, Danger, Finding, Found, NotFound, Trace, Unsure
from bot.search.follow_up import LONGEST_LEANING, Leaning
from bot.search.index import FREE
from bot.search.language_of import Tongue
from bot.search.near_misses import DETAIL, NearMisses, Steered
from bot.search.ranking import Ranker, Ranking
from bot.search.scores import HIDDEN
from bot.search.text import padded, words
from bot.search.urgent import Heard
from bot.search.views import asked_in

# Distances between fused scores (about 0 to 3).
NEARBY = 0.35
CHOICE = 0.5
MOST_CHOICES, LEAST_CHOICES = 4, 2
NEAR = 0.8
PRIOR_SAME, PRIOR_RELATED = 0.3, 0.5
# Small talk at the wrong moment does little harm, and a gap entry names who knows: less will do for them.
DISCOUNTS, FREE_FLOOR = {**dict.fromkeys(FREE, 0.4), Kind.GAP: 0.6}, 0.5
# A question of more words leans unsaid only on what it comes near to by itself.
BRIEF, REACH, NEAREST = 4, 0.8, 8
# After an answer a few words are small talk where they clearly are, else they may go on about it.
CLEARLY_FREE = 0.9
# The rule by which a question that leans on another found its entry.
FOLLOW_UP = "follow_up"
# So many parts of a message are looked at as questions of their own.
MOST_PARTS = 4
# A message without any question mark tells a story when it is longer than this.
STORY = 24


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


class Decider:
    """Decides by the calibrated chance and the curated means around it."""

    def __init__(
        self,
        content: Content,
        ranker: Ranker,
        calibration: Calibration,
        near_misses: NearMisses,
        leaning: Leaning,
    ) -> None:
        self._entries, self._ranker, self._calibration = content.entries, ranker, calibration
        self._near_misses, self._leaning = near_misses, leaning

    def leans(self, text: str, context: Context | None) -> bool:
        """Tell whether a question leans on the one before it."""
        return context is not None and self._leaning.leans(self._ranker.plain(text))

    def decide(self, text: str, context: Context | None, tongue: Tongue, heard: Heard) -> Finding:
        """Return the finding for a sanitised question that has words; who is in danger comes first."""
        parts = self._leaning.parts(self._questions_in(text))[:MOST_PARTS]
        self._ranker.prepare(text, parts if len(parts) > 1 else ())
        alone = self._alone(text)
        if urgent := self._cry(alone.ranking, heard):
            return self._danger(urgent, alone, tongue)
        judged = self._judge(text, alone, context, tongue)
        both = self._two_questions(parts, judged, context, tongue)
        return self._two(both, judged, tongue) if both else self._finding(judged, tongue)

    def best(self, text: str, sure: Sequence[str], many: int) -> list[str]:
        """Return the entries near a text, after those that are sure the one to speak of; never small talk."""
        self._ranker.prepare(text)
        judged = self._alone(text)
        first = [*sure, judged.steered.entry] if self._likely(judged) else sure
        ranking, floor = judged.ranking, NEAR * self._calibration.score
        near = (ranking.entries[i] for i in ranking.best(len(ranking.entries)) if ranking.fused[i] >= floor)
        names = dict.fromkeys([*first, *near])
        return [name for name in names if self._entries[name].kind not in FREE][:many]

    def _cry(self, ranking: Ranking, heard: Heard) -> str | None:
        """Return the urgent entry where somebody is in danger.

        A cry by its words counts unless it plainly is none; one by likeness counts where calm words do not
        explain it, or where it is certain.
        """
        learnt = bool(ranking.scores.danger[0, 0] > HIDDEN)
        alarm = self._alarm(ranking)
        if (not learnt or alarm >= self._calibration.calm) and (urgent := heard.in_patterns()):
            return urgent
        if alarm < self._calibration.alarm:
            return None
        return heard.unsaid(certain=alarm >= self._calibration.certain)

    def _alarm(self, ranking: Ranking) -> float:
        """Return the chance that somebody is in danger; a certain cry may stand anywhere in a message."""
        heard = np.concatenate([scores.alarm for scores in (ranking.scores, *ranking.parts)])
        whole, *parts = map(float, self._calibration.danger.chances(heard))
        return max([whole, *(part for part in parts if part >= self._calibration.certain)])

    def _danger(self, urgent: str, judged: Judged, tongue: Tongue) -> Danger:
        answers = self._entries[judged.steered.entry].kind is Kind.ANSWER and self._sure(judged)
        common = self._common(replace(judged, rule="urgent", chance=1.0), tongue)
        return Danger(*common, urgent, judged.steered.entry if answers else None)

    def _alone(self, text: str) -> Judged:
        return self._judged(text, self._ranker.rank(text), "calibrated")

    def _judge(self, text: str, alone: Judged, context: Context | None, tongue: Tongue) -> Judged:
        """Judge a question, alone or leaning on the one before it."""
        if context is None:
            return alone
        if self.leans(text, context):
            return self._judged(text, self._leaned(text, alone.ranking, context, tongue), FOLLOW_UP)
        enough = CLEARLY_FREE if self._free(alone) else self._calibration.answer
        plain = self._likely(alone) and alone.chance >= enough
        if plain or len(words(text)) > LONGEST_LEANING:
            return alone
        # What says too little by itself leans, if the last answer or what belongs to it then fits better.
        leaned = self._judged(text, self._leaned(text, alone.ranking, context, tongue), FOLLOW_UP)
        entry = leaned.steered.entry
        better = self._free(alone) or leaned.chance > alone.chance
        near = entry in self._around(context) and better
        brief = len(words(text)) <= BRIEF
        return leaned if near and (brief or entry in alone.ranking.close(REACH, NEAREST)) else alone

    def _judged(self, text: str, ranking: Ranking, rule: str) -> Judged:
        asked = self._asked(text, ranking)
        steered = self._near_misses.steer(asked, ranking.close(NEARBY, many=5))
        features = self._ranker.features(ranking, steered.entry)
        chance = float(self._calibration.right.chances(features).max())
        ours, held = (
            float(curve.chances(features).max()) for curve in (self._calibration.ours, self._calibration.held)
        )
        if self._entries[steered.entry].kind is Kind.GAP and rule == "calibrated":
            rule = "gap"
        score = ranking.score(steered.entry)
        return Judged(ranking, asked, steered, chance, ours, held, score, steered.rule or rule)

    def _around(self, context: Context) -> set[str]:
        """Return the entry that answered last, and those that belong to it."""
        entry = self._entries.get(context.entry or "")
        return {entry.id, *entry.related} if entry else set()

    def _asked(self, text: str, ranking: Ranking) -> str:
        """Return all views of what is asked, their words padded; a long message's story is none of it."""
        asked = asked_in(self._ranker.plain(text)) if ranking.parts else ""
        return "".join(map(padded, self._ranker.views(asked) if asked else ranking.views))

    def _leaned(self, text: str, ranking: Ranking, context: Context, tongue: Tongue) -> Ranking:
        entry = self._entries.get(context.entry or "")
        joined, prior = [f"{context.question} {text}"], {}
        if entry:
            title = entry.title.get(tongue.language or "", next(iter(entry.title.values())))
            joined.append(f"{title} {text}")
            prior = dict.fromkeys(entry.related, PRIOR_RELATED) | {entry.id: PRIOR_SAME}
        return self._ranker.lean(ranking, joined, prior)

    def _sure(self, judged: Judged) -> bool:
        kind = self._entries[judged.steered.entry].kind
        enough = self._calibration.answer * DISCOUNTS.get(kind, 1)
        if kind is Kind.GAP and judged.rule.startswith(DETAIL):
            # Close, and the only one to speak of the very detail that was asked for.
            enough = 0
        return self._likely(judged) and judged.chance >= enough

    def _free(self, judged: Judged) -> bool:
        return self._entries[judged.steered.entry].kind in FREE

    def _likely(self, judged: Judged) -> bool:
        # A greeting in another tongue is like nothing of ours, and harmless.
        floor = self._calibration.floor * (FREE_FLOOR if self._free(judged) else 1)
        return not judged.steered.refused and judged.ours >= floor and not self._missing(judged)

    def _missing(self, judged: Judged) -> bool:
        """Tell whether an answer is asked for a detail that it does not hold; what leans says too little."""
        answers = self._entries[judged.steered.entry].kind is Kind.ANSWER
        return answers and judged.rule != FOLLOW_UP and judged.held < self._calibration.detail

    def _two_questions(
        self, parts: Sequence[str], whole: Judged, context: Context | None, tongue: Tongue
    ) -> list[Judged]:
        """Return two sure judgements about two different entries, or none."""
        if len(parts) < 2:
            return []
        sure: dict[str, Judged] = {}
        last = context
        for part in parts:
            judged = self._judge(part, self._alone(part), last if self.leans(part, last) else None, tongue)
            entry = judged.steered.entry
            # What is not sure itself is nothing to lean on.
            last = None
            if self._sure(judged) and self._entries[entry].kind not in FREE:
                sure.setdefault(entry, judged)
                last = Context(part, entry)
        return list(sure.values()) if len(sure) == 2 and not whole.steered.elsewhere else []

    def _questions_in(self, text: str) -> str:
        """Return what is asked in a text: its sentences with a question mark, else all but a story."""
        plain = self._ranker.plain(text)
        if "?" in plain:
            return asked_in(plain)
        return plain if len(words(plain)) <= STORY else ""

    def _two(self, both: Sequence[Judged], whole: Judged, tongue: Tongue) -> Found:
        chance = min(judged.chance for judged in both)
        common = self._common(replace(whole, chance=chance, rule="two_questions"), tongue)
        return Found(*common, tuple(judged.steered.entry for judged in both))

    def _finding(self, judged: Judged, tongue: Tongue) -> Finding:
        common = self._common(judged, tongue)
        if self._sure(judged):
            return Found(*common, (judged.steered.entry,))
        likely = self._likely(judged) and judged.chance >= self._calibration.offer
        choices = self._choices(judged) if likely and not self._free(judged) else ()
        if len(choices) >= LEAST_CHOICES:
            return Unsure(*common, choices)
        if self._free(judged) and (place := self._near_misses.place(judged.asked)):
            return NotFound(*self._common(replace(judged, rule=f"elsewhere:{place}"), tongue), None, place)
        nearest = judged.steered.entry if judged.score >= NEAR * self._calibration.score else None
        return NotFound(*common, nearest, judged.steered.elsewhere)

    def _choices(self, judged: Judged) -> tuple[str, ...]:
        """Name the entries near the top, the steered one first; two at least, never small talk."""
        names = [judged.steered.entry, *(entry for entry, _, _ in judged.ranking.top())]
        ordered = [entry for entry in dict.fromkeys(names) if self._entries[entry].kind not in FREE]
        close = judged.ranking.close(CHOICE, MOST_CHOICES)
        wanted = max(LEAST_CHOICES, sum(entry in close for entry in ordered))
        return tuple(ordered[: min(wanted, MOST_CHOICES)])

    def _common(self, judged: Judged, tongue: Tongue) -> Common:
        ranking = judged.ranking
        trace = Trace(tongue.language, ranking.views, ranking.top(), judged.chance, judged.rule)
        return judged.chance, tongue.language, trace, tongue.foreign
