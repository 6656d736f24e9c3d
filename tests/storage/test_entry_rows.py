"""Entries come back from their rows as they went in."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.content.entry import NOWHERE, Entry, Fact, Kind
from bot.storage.entry_rows import entries_from, rows_of_entries

words = st.dictionaries(st.sampled_from(["en", "id", "ms"]), st.text())
ids = st.lists(st.text(min_size=1, max_size=5), unique=True, max_size=3).map(tuple)
entries = st.builds(
    Entry,
    id=st.text(min_size=1),
    topic=st.text(),
    kind=st.sampled_from(Kind),
    title=words,
    answer=words,
    questions=st.dictionaries(st.sampled_from(["en", "id"]), ids),
    facts=st.just({}),
    sources=ids,
    review_by=st.none() | st.dates(),
    checked=st.none() | st.dates(),
    related=ids,
    place=st.none() | st.text(),
    refer_to=ids,
    spot=st.just(NOWHERE),
)


@given(st.lists(entries, unique_by=lambda entry: entry.id, max_size=3))
def test_any_entries_come_back_in_order(given: list[Entry]) -> None:
    assert list(entries_from(rows_of_entries(given)).values()) == given


def test_facts_come_with_their_entry() -> None:
    entry = Entry("kkt", "port", Kind.ANSWER, {}, {}, {}, {"length": Fact("length", date(2025, 8, 7))})
    assert entries_from(rows_of_entries([entry])) == {"kkt": entry}


def test_a_language_without_questions_stays_one() -> None:
    entry = Entry("kkt", "port", Kind.ANSWER, {"en": "x"}, {"id": "y"}, {"en": (), "id": ("apa?", "apa?")})
    assert entries_from(rows_of_entries([entry])) == {"kkt": entry}
