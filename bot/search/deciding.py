"""Deciding: from a ranking to an answer, choices or a refusal."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bot.content.entry import Kind
from bot.search.finding import Common, Context, Danger, Finding, Found, NotFound, Trace, Turning, Unsure
from bot.search.index import FREE
from bot.search.judging import FOLLOW_UP, Judge, Judged
from bot.search.language_of import Tongue
from bot.search.ranking import Ranking
from bot.search.scores import HIDDEN
from bot.search.text import words
from bot.search.urgent import Cry
from bot.search.views import asked_in

# Distance between fused scores (about 0 to 3).
CHOICE = 0.5
MOST_CHOICES, LEAST_CHOICES = 4, 2
NEAR = 0.8
# So many parts of a message are looked at as questions of their own.
MOST_PARTS = 4
# Two answers to one message are given only where both parts are this surely meant.
BOTH = 0.85
# A message without any question mark tells a story when it is longer than this.
STORY = 24


class Decider:
    """Decides by the calibrated chance and the curated means around it."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._entries, self._ranker, self._calibration = judge.entries, judge.ranker, judge.calibration

    def leans(self, text: str, context: Context | None) -> bool:
        """Tell whether a question leans on the one before it."""
        return self._judge.leans(text, context)

    def turning(self, text: str, *, clear: bool) -> Turning:
        """Return the entries after whose answers a question may mean another.

        Of two questions in one message only the first can go on about an answer before it, where it leans.
        """
        parts = self._parts(text)
        if len(parts) > 1 and self._judge.leaning.leans(parts[0]):
            return None
        return self._judge.turning(text, clear=clear)

    def decide(self, text: str, context: Context | None, tongue: Tongue, cry: Cry) -> Finding:
        """Return the finding for a sanitised question that has words; who is in danger comes first."""
        parts = self._parts(text)
        self._ranker.prepare(text, parts if len(parts) > 1 else ())
        alone = self._judge.alone(text)
        if urgent := self._urgent(alone.ranking, cry):
            return self._danger(urgent, alone, tongue)
        judged = self._judge.judge(text, alone, context, tongue)
        both = self._two_questions(parts, judged, context, tongue)
        return self._two(both, judged, tongue) if both else self._finding(judged, tongue)

    def best(self, text: str, sure: Sequence[str], many: int) -> list[str]:
        """Return the entries near a text, after those that are sure the one to speak of; never small talk."""
        self._ranker.prepare(text)
        judged = self._judge.alone(text)
        first = [*sure, judged.steered.entry] if self._judge.likely(judged) else sure
        ranking, floor = judged.ranking, NEAR * self._calibration.score
        near = (ranking.entries[i] for i in ranking.best(len(ranking.entries)) if ranking.fused[i] >= floor)
        names = dict.fromkeys([*first, *near])
        return [name for name in names if self._entries[name].kind not in FREE][:many]

    def danger(self, text: str, tongue: Tongue, cry: Cry) -> Danger | None:
        """Return the urgent finding for a message, None where nobody is in danger."""
        self._ranker.prepare(text)
        alone = self._judge.alone(text)
        urgent = self._urgent(alone.ranking, cry)
        return self._danger(urgent, alone, tongue) if urgent else None

    def _urgent(self, ranking: Ranking, cry: Cry) -> str | None:
        """Return the urgent entry where somebody is in danger.

        A cry by its words counts unless it plainly is none; one by likeness counts where calm words do not
        explain it, or where it is certain.
        """
        learnt = bool(ranking.scores.danger[0, 0] > HIDDEN)
        alarm = self._alarm(ranking)
        if (not learnt or alarm >= self._calibration.calm) and (urgent := cry.in_patterns()):
            return urgent
        if alarm < self._calibration.alarm:
            return None
        return cry.unsaid(certain=alarm >= self._calibration.certain)

    def _alarm(self, ranking: Ranking) -> float:
        """Return the chance that somebody is in danger; a certain cry may stand anywhere in a message."""
        heard = np.concatenate([scores.alarm for scores in (ranking.scores, *ranking.parts)])
        whole, *parts = map(float, self._calibration.danger.chances(heard))
        return max([whole, *(part for part in parts if part >= self._calibration.certain)])

    def _danger(self, urgent: str, judged: Judged, tongue: Tongue) -> Danger:
        answers = self._entries[judged.steered.entry].kind is Kind.ANSWER and self._judge.sure(judged)
        common = self._common(replace(judged, rule="urgent", chance=1.0), tongue)
        return Danger(*common, urgent, judged.steered.entry if answers else None)

    def _two_questions(
        self, parts: Sequence[str], whole: Judged, context: Context | None, tongue: Tongue
    ) -> list[Judged]:
        """Return two sure judgements about two different entries, or none."""
        if len(parts) < 2 or whole.steered.elsewhere:
            return []
        sure: dict[str, Judged] = {}
        last = context
        for number, part in enumerate(parts):
            if len(sure) + len(parts) - number < 2:
                break
            judged = self._judge.judge(
                part, self._judge.alone(part), last if self._judge.leans(part, last) else None, tongue
            )
            entry = judged.steered.entry
            # What is not sure itself is nothing to lean on.
            last = None
            surely = self._judge.sure(judged) and judged.chance >= BOTH
            if surely and self._entries[entry].kind not in FREE:
                sure.setdefault(entry, judged)
                last = Context(part, entry)
        return list(sure.values()) if len(sure) == 2 else []

    def _parts(self, text: str) -> list[str]:
        """Return the questions in a text: in its sentences with a question mark, else in all but a story."""
        plain = self._ranker.plain(text)
        if "?" in plain:
            plain = asked_in(plain)
        elif len(words(plain)) > STORY:
            return []
        return self._judge.leaning.parts(plain)[:MOST_PARTS]

    def _two(self, both: Sequence[Judged], whole: Judged, tongue: Tongue) -> Found:
        chance = min(judged.chance for judged in both)
        common = self._common(replace(whole, chance=chance, rule="two_questions"), tongue)
        return Found(*common, tuple(judged.steered.entry for judged in both))

    def _finding(self, judged: Judged, tongue: Tongue) -> Finding:
        common = self._common(judged, tongue)
        if self._judge.sure(judged):
            return Found(*common, (judged.steered.entry,))
        choices = self._choices(judged) if self._offers(judged) else ()
        if len(choices) >= LEAST_CHOICES:
            return Unsure(*common, choices)
        if self._judge.free(judged) and (place := self._judge.near_misses.place(judged.asked)):
            return NotFound(*self._common(replace(judged, rule=f"elsewhere:{place}"), tongue), None, place)
        nearest = judged.steered.entry if judged.score >= NEAR * self._calibration.score else None
        return NotFound(*common, nearest, judged.steered.elsewhere)

    def _offers(self, judged: Judged) -> bool:
        """Tell whether choices help: one of ours is likely, and it may tell what is asked for."""
        calibration, leaning = self._calibration, judged.rule == FOLLOW_UP
        may_tell = judged.held >= calibration.doubt or judged.chance >= calibration.answer
        enough = judged.chance >= calibration.offer and (leaning or may_tell)
        return enough and self._judge.likely(judged) and not self._judge.free(judged)

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
