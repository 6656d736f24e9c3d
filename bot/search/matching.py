"""Matching: one question in, one finding out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from bot.content.content import Content
from bot.content.entry import Kind
from bot.search.calibration import CLEARLY
from bot.search.deciding import Decider
from bot.search.familiar import TAUGHT, TOLD
from bot.search.finding import Context, Danger, Finding, Found, NotFound, Trace, Turning, Unsure
from bot.search.fitting import NothingToFind, Texts, ready, vectors_of
from bot.search.follow_up import Leaning
from bot.search.index import ASIDE, FREE, Example
from bot.search.judging import CALIBRATED, Judge
from bot.search.language_of import Tongue, Tongues
from bot.search.model import Model
from bot.search.near_misses import NearMisses
from bot.search.ranking import Ranker
from bot.search.repair import Repairer
from bot.search.semantic import Encoder, Vector
from bot.search.text import LONGEST, has_words, padded, sanitise, words
from bot.search.urgent import Alarm, Cry
from bot.search.views import Speller, gist

__all__ = ["Context", "Danger", "Finding", "Found", "NotFound", "NothingToFind", "Search", "Trace", "Unsure"]

# A bare name is of no language, whatever was asked before it.
GOES_ON = 2
# An example question, word for word, is as sure as a search gets, and never a promise.
EXACT, CERTAIN = "exact", 0.99
NO_VECTORS: Mapping[str, Vector] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Search:
    """The search over one edition; `model` is what publishing stores."""

    model: Model
    _speller: Speller
    _tongues: Tongues
    _alarm: Alarm
    _exact: Mapping[str, str]
    _no_words: str | None
    _decider: Decider
    _repairer: Repairer

    @classmethod
    def prepare(  # noqa: PLR0913, PLR0917  what a search is made of
        cls,
        content: Content,
        languages: Sequence[str],
        encoder: Encoder | None,
        vectors: Mapping[str, Vector] = NO_VECTORS,
        model: Model | None = None,
        texts: Texts | None = None,
    ) -> "Search":
        """Index the content; encodes only what `vectors` lacks, fits only what `model` lacks.

        `texts` are those of the content, where somebody has collected them already.

        A model whose examples changed keeps its calibration and gets a new head; None fits all.
        Raises NothingToFind.
        """
        vocabulary = content.vocabulary
        speller = Speller(vocabulary)
        texts = texts or Texts.of(content, languages, speller)
        examples = texts.examples
        known = vectors_of(texts, encoder, vectors, model)
        model, ground, scorer = ready(texts, known, speller, encoder, model)
        calibration = model.calibration(encoder.name if encoder else None)
        repairer = Repairer(_known_words(content, examples, speller), _place_names(content))
        free = np.array([texts.kinds[entry] in FREE for entry in ground.entries], bool)
        familiar = ground.familiar(np.array([TOLD if one.title else TAUGHT for one in examples], np.uint8))
        ranker = Ranker(ground.entries, scorer, encoder, speller, repairer, familiar, free)
        near_misses, leaning = NearMisses(content, languages, speller), Leaning(vocabulary.follow_up)
        return cls(
            model=model,
            _speller=speller,
            _tongues=Tongues(_by_language(examples, languages)),
            _alarm=Alarm(vocabulary.urgent),
            _exact=_exact(one for one in examples if texts.kinds[one.entry] not in ASIDE),
            _no_words=vocabulary.no_words if vocabulary.no_words in content.entries else None,
            _decider=Decider(Judge(content.entries, ranker, calibration, near_misses, leaning)),
            _repairer=repairer,
        )

    def find(self, question: str, context: Context | None = None) -> Finding:
        """Return the finding for a question as typed; `context` is what was asked just before."""
        text = gist(question)
        if not has_words(text):
            return self._wordless()
        # What was asked before reaches the encoder, too.
        context = context and replace(context, question=gist(context.question))
        tongue = self._tongue(text, context)
        cry = self._cry(question)
        exact = self._exact.get(padded(self._speller.plain(text)))
        if exact and not self._decider.leans(text, context):
            # The examples themselves are calm, but "help!!!" has the words of "help".
            danger = self._decider.danger(text, tongue, cry) if cry.in_patterns() else None
            return danger or self._certain(exact, tongue, EXACT)
        return self._decider.decide(text, context, tongue, cry)

    def best(self, text: str, many: int) -> list[str]:
        """Return the entries nearest to a few words, best first; an example, word for word, leads."""
        clean = sanitise(text)
        if not has_words(clean):
            return []
        exact = self._exact.get(padded(self._speller.plain(clean)))
        sure = [name for name in (self._cry(text).in_patterns(), exact) if name]
        return self._decider.best(clean, sure, many)

    def turning(self, question: str, finding: Finding) -> Turning:
        """Return the entries after whose answers a question may find something else; it was just asked."""
        text = gist(question)
        if self.language(text) is None:
            # Words that do not tell their language went on in that of the question before.
            return None
        return self._decider.turning(text, clear=_clear(finding))

    def language(self, text: str) -> str | None:
        """Return the language of a text, or None when its words do not tell."""
        return self._tongues.guess(self._speller.plain(gist(text))).language

    def _tongue(self, text: str, context: Context | None) -> Tongue:
        """Return a question's language; a few words that do not tell go on in that of the question before."""
        tongue = self._tongues.guess(self._speller.plain(text))
        bare = tongue.foreign or len(words(text)) < GOES_ON
        if tongue.language or context is None or bare:
            return tongue
        return self._tongues.guess(self._speller.plain(context.question))

    def _cry(self, question: str) -> Cry:
        lower = sanitise(question, LONGEST).lower()
        return Cry(self._alarm, (lower, self._speller.plain(lower)), self._repairer.text)

    def _wordless(self) -> Finding:
        if self._no_words:
            return self._certain(self._no_words, Tongue(None), "no_words")
        return NotFound(0.0, None, Trace(None, (), (), 0.0, "no_words"), foreign=False)

    def _certain(self, entry: str, tongue: Tongue, rule: str) -> Found:
        trace = Trace(tongue.language, (), ((entry, 1.0, 1.0),), CERTAIN, rule)
        return Found(CERTAIN, tongue.language, trace, tongue.foreign, (entry,))


def _clear(finding: Finding) -> bool:
    """Tell whether an entry is meant so clearly that the question before it is not looked at."""
    rule, sure = finding.trace.rule, finding.confidence >= CLEARLY
    return isinstance(finding, Found) and (rule == EXACT or (rule == CALIBRATED and sure))


def _by_language(examples: Iterable[Example], languages: Iterable[str]) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {language: [] for language in languages}
    for one in examples:
        texts[one.language].append(one.plain)
    return texts


def _exact(examples: Iterable[Example]) -> dict[str, str]:
    """Examples by their words; what two entries share is left to the scores."""
    owners: dict[str, set[str]] = {}
    for one in examples:
        owners.setdefault(padded(one.plain), set()).add(one.entry)
    return {text: next(iter(entries)) for text, entries in owners.items() if len(entries) == 1}


def _known_words(content: Content, examples: Iterable[Example], speller: Speller) -> Counter[str]:
    """All words that are spelt right as far as we know, with how often they are used."""
    vocabulary = content.vocabulary
    counts = Counter(word for one in examples for word in words(one.plain))
    answers = (text for entry in content.entries.values() for text in entry.answer.values())
    names = (
        text
        for entry in content.entries.values()
        if entry.kind is Kind.URGENT
        for text in entry.title.values()
    )
    details = (name for facet in vocabulary.facets.values() for name in facet.words)
    for texts in (answers, names, details, speller.known()):
        counts.update(word for text in texts for word in words(text))
    return counts


def _place_names(content: Content) -> set[str]:
    return {
        word
        for place in content.vocabulary.elsewhere.values()
        for name in place.words
        for word in words(name)
    }
