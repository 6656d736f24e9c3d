"""The vocabulary as rows, and back."""

from collections.abc import Mapping

from bot.content.entry import Words
from bot.content.vocabulary import Elsewhere, Facet, Urgent, Vocabulary
from bot.storage import vocabulary_tables as tables
from bot.storage.reference_rows import Names
from bot.storage.shelves import Rows, gathered, grouped, spread
from bot.storage.writing import Row

_KINDS = ("danger", "cry", "sign", "calm")
_ORIGIN = "origin"
_NOTHING: tuple[tuple[None, None], ...] = ((None, None),)


def rows_of_vocabulary(words: Vocabulary) -> Rows:
    """Lay a vocabulary out as rows, except for what stands in the edition's own row."""
    facets = words.facets.values()
    elsewhere = {other.id: other.words for other in words.elsewhere.values()}
    return {
        tables.spellings: _spelling_rows(words.spelling),
        tables.synonyms: spread(dict(enumerate(words.synonyms)), "family", "word"),
        tables.elsewhere: [{"id": key} for key in elsewhere],
        tables.elsewhere_words: _full(elsewhere, "elsewhere", "word"),
        tables.facets: [{"id": key} for key in words.facets],
        tables.facet_words: _full({facet.id: facet.words for facet in facets}, "facet", "word"),
        tables.facet_units: _full({facet.id: facet.units for facet in facets}, "facet", "unit"),
        tables.follow_ups: spread(words.follow_up, "language", "pattern"),
        tables.patterns: _full(
            {**{kind: getattr(words.urgent, kind) for kind in _KINDS}, _ORIGIN: words.origin},
            "kind",
            "pattern",
        ),
        tables.urgent_settings: spread(words.urgent.settings, "entry", "word"),
        tables.literals: [{"word": word} for word in words.literals],
    }


def vocabulary_from(rows: Rows, names: Names, no_words: str | None) -> Vocabulary:
    """Make the vocabulary from rows again."""
    return Vocabulary(
        spelling=_spelling(rows[tables.spellings]),
        synonyms=tuple(gathered(rows[tables.synonyms], "family", "word").values()),
        elsewhere=_elsewhere(rows, names),
        facets=_facets(rows),
        follow_up=gathered(rows[tables.follow_ups], "language", "pattern"),
        origin=gathered(rows[tables.patterns], "kind", "pattern").get(_ORIGIN, ()),
        urgent=_urgent(rows),
        literals=tuple(row["word"] for row in rows[tables.literals]),
        no_words=no_words,
    )


def _full(lists: Mapping[str, tuple[str, ...]], key: str, value: str) -> list[Row]:
    """Lay lists out as rows; an empty one leaves none, for its owner has a row elsewhere."""
    return spread({name: texts for name, texts in lists.items() if texts}, key, value)


def _spelling_rows(spelling: Mapping[str, Words]) -> list[Row]:
    return [
        {"language": language, "typed": typed, "standard": standard}
        for language, words in spelling.items()
        for typed, standard in words.items() or _NOTHING
    ]


def _spelling(rows: list[Row]) -> dict[str, Words]:
    return {
        language: {row["typed"]: row["standard"] for row in group if row["typed"] is not None}
        for (language,), group in grouped(rows, "language").items()
    }


def _elsewhere(rows: Rows, names: Names) -> dict[str, Elsewhere]:
    words = gathered(rows[tables.elsewhere_words], "elsewhere", "word")
    keys = [row["id"] for row in rows[tables.elsewhere]]
    return {key: Elsewhere(key, names.of("elsewhere", key), words.get(key, ())) for key in keys}


def _facets(rows: Rows) -> dict[str, Facet]:
    words = gathered(rows[tables.facet_words], "facet", "word")
    units = gathered(rows[tables.facet_units], "facet", "unit")
    keys = [row["id"] for row in rows[tables.facets]]
    return {key: Facet(key, words.get(key, ()), units.get(key, ())) for key in keys}


def _urgent(rows: Rows) -> Urgent:
    patterns = gathered(rows[tables.patterns], "kind", "pattern")
    settings = gathered(rows[tables.urgent_settings], "entry", "word")
    danger, cry, sign, calm = (patterns.get(kind, ()) for kind in _KINDS)
    return Urgent(danger, cry, sign, calm, settings)
