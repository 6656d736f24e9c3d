"""Near misses: questions that look like an entry's and are about another place or another detail."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.content.content import Content
from bot.content.entry import Entry, Kind
from bot.content.vocabulary import Facet
from bot.search.index import FREE
from bot.search.phrases import Phrases
from bot.search.text import padded
from bot.search.urgent import either
from bot.search.views import LONG, Speller

# How the rule begins that steered by a detail.
DETAIL = "facet:"
# So many short examples that ask for a detail show that an answer tells it.
TELLING = 4
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Steered:
    """The entry to judge after the near misses: another one nearby, or a refusal with its reason."""

    entry: str
    rule: str | None = None
    refused: bool = False
    elsewhere: str | None = None


class NearMisses:
    """Knows which places each entry mentions and which details it can tell."""

    def __init__(self, content: Content, languages: Sequence[str], speller: Speller) -> None:
        self._entries = content.entries
        self._origin = either(f"(?:{pattern})$" for pattern in content.vocabulary.origin)
        self._places = Phrases({id_: place.words for id_, place in content.vocabulary.elsewhere.items()})
        self._facets = Phrases({id_: facet.words for id_, facet in content.vocabulary.facets.items()})
        asked = {
            id_: [padded(speller.plain(text)) for text in _asked(entry, languages)]
            for id_, entry in content.entries.items()
        }
        self._asked = {id_: " ".join(texts) for id_, texts in asked.items()}
        # An example may name a place to contrast it, and an answer in passing: only both together cover it.
        self._about = {id_: _joined(_named(entry)) for id_, entry in content.entries.items()}
        # A place in a title is ours: it is never called uncovered, and gaps are about all places of ours.
        titles = _joined(title for entry in content.entries.values() for title in entry.title.values())
        self._ours = frozenset(self._places.named(titles))
        self._told = {id_: _joined(entry.answer.values()) for id_, entry in content.entries.items()}
        self._asked_often = {
            id_: _often(self._places, _short(texts)) & self._ours for id_, texts in asked.items()
        }
        self._years = {
            id_: _years(entry) | set(YEAR.findall(self._asked[id_])) for id_, entry in content.entries.items()
        }
        self._details = {
            id_: self._details_of(entry, content.vocabulary.facets, asked[id_])
            for id_, entry in content.entries.items()
        }

    def _details_of(self, entry: Entry, facets: Mapping[str, Facet], asked: Sequence[str]) -> frozenset[str]:
        """Return the details that an entry can tell: by a fact's unit, or as its examples ask for them.

        Of an answer some must, and short ones: stories say what is not asked, too, and a word may mean more
        than one thing. A gap is about what nobody tells.
        """
        units = {(fact.unit or "").split("/")[0] for fact in entry.facts.values()}
        by_fact = {id_ for id_, facet in facets.items() if units & set(facet.units)}
        gap = entry.kind is Kind.GAP
        named = _often(self._facets, asked, 1) if gap else _often(self._facets, _short(asked))
        return frozenset(by_fact | named)

    def steer(self, text: str, ranked: Sequence[str]) -> Steered:
        """Judge the best of the ranked entries (best first, all of them close) for a padded question."""
        best = ranked[0]
        if self._entries[best].kind in FREE:
            return Steered(best)
        by_curation = self._by_place(text, ranked) or self._by_year(text, ranked)
        return by_curation or self._by_detail(text, ranked) or Steered(best)

    def place(self, text: str) -> str | None:
        """Return the first place elsewhere that a padded question names."""
        return next((place for place in self._meant(text) if place not in self._ours), None)

    def _by_place(self, text: str, ranked: Sequence[str]) -> Steered | None:
        about_all = self._entries[ranked[0]].kind is Kind.GAP
        for place in self._meant(text):
            ours = place in self._ours
            if ours and about_all:
                continue
            covering = [entry for entry in ranked if self._mentions(entry, place)]
            if not covering:
                elsewhere = None if ours else place
                return Steered(ranked[0], f"elsewhere:{place}", refused=True, elsewhere=elsewhere)
            if covering[0] != ranked[0]:
                return Steered(covering[0], f"covered:{place}")
        return None

    def _meant(self, text: str) -> list[str]:
        """Return the places that a padded text asks about; where the asker is from is none of them."""
        return [place for place in self._places.named(text) if self._is_meant(place, text)]

    def _is_meant(self, place: str, text: str) -> bool:
        found = [(name, text.index(name)) for name in self._places[place] if name in text]
        # A name may bring its own "from": where the asker is from may end before it or behind it.
        ends = [at + length for name, at in found for length in (0, name.index(" ", 1))]
        return not any(self._origin.search(text[:end]) for end in ends)

    def _mentions(self, entry: str, place: str) -> bool:
        """Tell whether an entry covers a place: by title, by a fact, or by answer and examples together.

        Enough short examples alone cover a place of ours, which the answer may call by another name.
        """
        names = self._places[place]
        if place in self._asked_often[entry] or any(name in self._about[entry] for name in names):
            return True
        told, asked = self._told[entry], self._asked[entry]
        return any(name in told for name in names) and any(name in asked for name in names)

    def _by_year(self, text: str, ranked: Sequence[str]) -> Steered | None:
        """Refuse a year that no close answer knows, or leave it to a close gap."""
        years = set(YEAR.findall(text))
        if not years or self._entries[ranked[0]].kind is not Kind.ANSWER or years <= self._years[ranked[0]]:
            return None
        telling = next((entry for entry in ranked if years <= self._years[entry]), None)
        gap = next((entry for entry in ranked if self._entries[entry].kind is Kind.GAP), None)
        nearest = telling or gap
        year = min(years - self._years[ranked[0]])
        return Steered(nearest or ranked[0], f"year:{year}", refused=nearest is None)

    def _tells_of_all(self, entry: str, best: str, text: str) -> bool:
        """Tell whether an entry mentions every place in a text that the best one mentions."""
        named = self._places.named(text)
        return all(self._mentions(entry, place) for place in named if self._mentions(best, place))

    def _by_detail(self, text: str, ranked: Sequence[str]) -> Steered | None:
        if self._entries[ranked[0]].kind is not Kind.ANSWER:
            return None
        wanted = set(self._facets.named(text))
        lacking = sorted(wanted - self._details[ranked[0]])
        if not lacking:
            return None
        telling = (entry for entry in ranked if wanted <= self._details[entry])
        nearest = next((entry for entry in telling if self._tells_of_all(entry, ranked[0], text)), None)
        return Steered(nearest or ranked[0], f"{DETAIL}{lacking[0]}", refused=nearest is None)


def _short(texts: Iterable[str]) -> list[str]:
    """Return the padded texts that are no stories."""
    return [text for text in texts if text.count(" ") <= LONG + 1]


def _often(phrases: Phrases, texts: Iterable[str], least: int = TELLING) -> frozenset[str]:
    """Return the ids that so many padded texts name."""
    named = Counter(id_ for text in texts for id_ in phrases.named(text))
    return frozenset(id_ for id_, often in named.items() if often >= least)


def _years(entry: Entry) -> set[str]:
    """Return the years that an entry's facts tell of, and those that they were true in."""
    told = [part for fact in entry.facts.values() for part in (fact.value, fact.as_of)]
    return set(YEAR.findall(f"{told} {entry.title}"))


def _asked(entry: Entry, languages: Sequence[str]) -> list[str]:
    titles = [entry.title.get(language, "") for language in languages]
    return titles + [text for language in languages for text in entry.questions.get(language, ())]


def _named(entry: Entry) -> list[str]:
    """Return the titles of an entry and the texts of its facts."""
    values = [fact.value for fact in entry.facts.values()]
    texts = [text for value in values if isinstance(value, Mapping) for text in value.values()]
    return [*entry.title.values(), *texts, *(value for value in values if isinstance(value, str))]


def _joined(texts: Iterable[str]) -> str:
    return " ".join(map(padded, texts))
