"""The words around the entries: spelling, synonyms, elsewhere, facets, danger, literals."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.content.entry import NOWHERE, Spot, Words


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A port, city, island or country that is not covered, and the names people use for it."""

    id: str
    name: Words
    words: tuple[str, ...]
    spot: Spot = NOWHERE


@dataclass(frozen=True, slots=True)
class Facet:
    """A kind of detail that people ask for (price, depth ...): its words, and the units that answer it."""

    id: str
    words: tuple[str, ...]
    units: tuple[str, ...] = ()
    spot: Spot = NOWHERE


@dataclass(frozen=True, slots=True)
class Urgent:
    """Patterns for people in danger now. All are regular expressions over sanitised lower-case text.

    `danger` patterns decide alone; a `cry` needs a `sign` beside it; a `calm` pattern takes the alarm back.
    `settings` maps an urgent entry to the words that choose it, in order; the first has none: the default.
    """

    danger: tuple[str, ...] = ()
    cry: tuple[str, ...] = ()
    sign: tuple[str, ...] = ()
    calm: tuple[str, ...] = ()
    settings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spot: Spot = NOWHERE


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words around the entries.

    `spelling` and `follow_up` are per language; `no_words` is the entry that answers a lone emoji. `origin`
    are patterns of words before a place that only say where the asker is from.
    """

    spelling: Mapping[str, Words] = field(default_factory=dict)
    synonyms: tuple[tuple[str, ...], ...] = ()
    elsewhere: Mapping[str, Elsewhere] = field(default_factory=dict)
    facets: Mapping[str, Facet] = field(default_factory=dict)
    follow_up: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    origin: tuple[str, ...] = ()
    urgent: Urgent = field(default_factory=Urgent)
    literals: tuple[str, ...] = ()
    no_words: str | None = None
