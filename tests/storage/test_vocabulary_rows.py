"""The vocabulary comes back whole, empty lists included."""

from hypothesis import given
from hypothesis import strategies as st

from bot.content.content import Content
from bot.content.vocabulary import Elsewhere, Facet, Urgent, Vocabulary
from bot.storage.reference_rows import Names, rows_of_reference
from bot.storage.vocabulary_rows import rows_of_vocabulary, vocabulary_from

texts = st.lists(st.text(), max_size=3).map(tuple)
words = st.dictionaries(st.text(), st.text(), max_size=3)
lists = st.dictionaries(st.text(), texts, max_size=3)
some = st.dictionaries(st.text(), st.tuples(words, texts, texts), max_size=2)


def back(vocabulary: Vocabulary) -> Vocabulary:
    reference = rows_of_reference(Content(vocabulary=vocabulary))
    rows = {**reference, **rows_of_vocabulary(vocabulary)}
    return vocabulary_from(rows, Names(rows), vocabulary.no_words)


@given(
    st.dictionaries(st.text(), words, max_size=3), st.lists(texts, max_size=3).map(tuple), some, lists, texts
)
def test_any_vocabulary_comes_back(
    spelling: dict[str, dict[str, str]],
    synonyms: tuple[tuple[str, ...], ...],
    named: dict[str, tuple[dict[str, str], tuple[str, ...], tuple[str, ...]]],
    follow_up: dict[str, tuple[str, ...]],
    literals: tuple[str, ...],
) -> None:
    elsewhere = {key: Elsewhere(key, name, one) for key, (name, one, _) in named.items()}
    facets = {key: Facet(key, one, two) for key, (_, one, two) in named.items()}
    given = Vocabulary(
        spelling, synonyms, elsewhere, facets, follow_up, literals, Urgent(), literals, "about"
    )
    assert back(given) == given


@given(texts, texts, texts, texts, lists)
def test_danger_comes_back_with_its_settings_in_order(
    danger: tuple[str, ...],
    cry: tuple[str, ...],
    sign: tuple[str, ...],
    calm: tuple[str, ...],
    settings: dict[str, tuple[str, ...]],
) -> None:
    given = Urgent(danger, cry, sign, calm, settings)
    found = back(Vocabulary(urgent=given)).urgent
    assert found == given
    assert list(found.settings) == list(settings)
