"""Coverage: which fact of the dossier a person can read, in which entry, and which in none and why.

A tag alone counts for nothing: the fact's figure, or its key words, must stand in the rendered text of
every language.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.answers.plain import plain
from bot.content.dossier import DossierFact, Gap
from bot.content.entry import Entry, Fact, Kind
from bot.languages import Language
from bot.publishing.checks.subject import Subject
from bot.search.text import words

# Of a statement's key words so many must be read; the rest may be said in other words.
ENOUGH = 0.5
# Words this long are compared by their beginning, so that endings do not matter.
STEM = 5
SHORTEST = 4
# The dossier's statements are written in this language.
DOSSIER_LANGUAGE = "en"
KEY = re.compile(r"[^\W_][\w'-]*")


class Standing(StrEnum):
    """Where a fact stands."""

    COVERED = "covered"
    WITHHELD = "withheld"
    UNSEEN = "unseen"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Covered:
    """One fact of the dossier: its standing, the entries that carry it, and the languages that lack it."""

    fact: str
    standing: Standing
    entries: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """One known gap: the entries that say so, and those among them that name no office."""

    gap: str
    entries: tuple[str, ...]
    faults: tuple[str, ...] = ()


class Coverage:
    """Looks for the dossier's facts in what people read."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._synonyms = _synonyms(subject.content.vocabulary.synonyms)

    def facts(self) -> list[Covered]:
        """Return every fact of the dossier with its standing."""
        carriers: dict[str, list[tuple[Entry, Fact]]] = {}
        for entry in self._subject.entries:
            for fact in entry.facts.values():
                for name in fact.dossier:
                    carriers.setdefault(name, []).append((entry, fact))
        return [self._fact(one, carriers.get(one.id, [])) for one in self._subject.dossier.values()]

    def gaps(self, gaps: Iterable[Gap]) -> list[Answered]:
        """Return every known gap with the entries that answer it."""
        return [Answered(gap.id, gap.entries, tuple(self._faults(gap))) for gap in gaps]

    def _faults(self, gap: Gap) -> Iterator[str]:
        if not gap.entries:
            yield gap.id
        for name in gap.entries:
            entry = self._subject.content.entries.get(name)
            if entry is None or (entry.kind is Kind.GAP and not entry.refer_to):
                yield name

    def _fact(self, one: DossierFact, carriers: Sequence[tuple[Entry, Fact]]) -> Covered:
        entries = tuple(dict.fromkeys(entry.id for entry, _ in carriers))
        if not carriers:
            return Covered(one.id, Standing.MISSING if one.publishable else Standing.WITHHELD)
        lacking = [set(self._lacking(one, entry, fact)) for entry, fact in carriers]
        everywhere = set.intersection(*lacking)
        standing = Standing.UNSEEN if everywhere else Standing.COVERED
        return Covered(one.id, standing, entries, tuple(sorted(everywhere)))

    def _lacking(self, one: DossierFact, entry: Entry, fact: Fact) -> Iterator[str]:
        """Yield the languages whose text does not tell the fact."""
        for code, language in self._subject.languages.items():
            text = self._text(entry, language)
            if fact.value is not None:
                figure = self._subject.writer.figures(entry, language)[fact.name]
                told = figure.number() in text
            else:
                told = self._speaks_of(one.statement, text, code)
            if not told:
                yield code

    def _text(self, entry: Entry, language: Language) -> str:
        body = plain(self._subject.writer.body(entry, language))
        return f"{entry.title[language.code]}\n{body}"

    def _speaks_of(self, statement: str, text: str, code: str) -> bool:
        """Tell whether enough of a statement's key words are read, as they are or in their translation."""
        stems = {stem(word) for word in words(text.lower())}
        keys = self._key_words(statement, code)
        found = [word for word in keys if not stems.isdisjoint(self._ways(word))]
        return not keys or len(found) >= ENOUGH * len(keys)

    def _key_words(self, statement: str, code: str) -> list[str]:
        """Return the words that tell: all longer ones, or in another language those that we can translate."""
        keys = dict.fromkeys(word for word in KEY.findall(statement) if len(word) >= SHORTEST)
        if code == DOSSIER_LANGUAGE:
            return list(keys)
        return [word for word in keys if word[0].isupper() or stem(word.lower()) in self._synonyms]

    def _ways(self, word: str) -> set[str]:
        own = stem(word.lower())
        return {own, *self._synonyms.get(own, ())}


def stem(word: str) -> str:
    """Return the beginning by which two forms of a word are compared."""
    return word[:STEM]


def _synonyms(groups: Iterable[Sequence[str]]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for group in groups:
        stems = {stem(word) for term in group for word in words(term.lower())}
        for one in stems:
            found.setdefault(one, set()).update(stems)
    return found
