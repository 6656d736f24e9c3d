"""Facts keep kind, digits and days of their values."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.content.entry import Entry, Fact, Kind, PartialDate, Value
from bot.storage.edition_tables import facts
from bot.storage.fact_rows import day_from, day_text, facts_from, rows_of_facts

numbers = st.decimals(allow_nan=False, allow_infinity=False)
words = st.dictionaries(st.sampled_from(["en", "id", "ms"]), st.text())
values = st.one_of(st.none(), numbers, st.dates(), st.text(), st.tuples(numbers, numbers), words)


def entry_with(*given: Fact) -> Entry:
    return Entry("kkt", "port", Kind.ANSWER, {}, {}, {}, {fact.name: fact for fact in given})


@given(value=values, history=st.dictionaries(st.sampled_from(["2019", "2019-05"]), values))
def test_any_value_comes_back_with_its_kind(value: Value, history: dict[str, Value]) -> None:
    fact = Fact("length", value, history=history)
    found = facts_from(rows_of_facts([entry_with(fact)]))["kkt"]["length"]
    assert repr(found) == repr(fact)


def test_everything_of_a_fact_comes_back() -> None:
    fact = Fact(
        "fee",
        Decimal("1.50"),
        unit="IDR",
        qualifier="about",
        as_of=PartialDate(2019, 5),
        until=PartialDate(2026),
        said_by="mayor",
        sources=("s2", "s1"),
        dossier=("d",),
        volatile=True,
        publish_because="seen",
        history={"2018": None},
    )
    other = Fact("day", date(2025, 8, 7))
    assert facts_from(rows_of_facts([entry_with(other, fact)])) == {"kkt": {"day": other, "fee": fact}}


def test_equal_names_of_two_entries_stay_apart() -> None:
    one = entry_with(Fact("length", {"en": "long"}))
    two = Entry("other", "port", Kind.GAP, {}, {}, {}, {"length": Fact("length", {"id": "panjang"})})
    found = facts_from(rows_of_facts([one, two]))
    assert found == {"kkt": one.facts, "other": two.facts}


def test_a_curator_reads_plain_rows() -> None:
    row = rows_of_facts([entry_with(Fact("depth", (Decimal(7), Decimal("9.5")), "metre"))])[facts][0]
    assert (row["kind"], row["value"], row["high"], row["unit"]) == ("range", "7", "9.5", "metre")


def test_days_are_never_more_precise_than_they_were() -> None:
    for day in (PartialDate(2019), PartialDate(2019, 5), PartialDate(2019, 5, 31)):
        assert day_from(day_text(day)) == day
    assert day_from(day_text(None)) is None
