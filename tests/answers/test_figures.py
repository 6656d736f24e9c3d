"""Whatever a figure says in a language can be read back as exactly the fact that it came from."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from babel.dates import get_month_names
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.figures import FILTERS, Figure, NoSpeaker, NoValue
from bot.content.entry import Fact, PartialDate
from bot.content.reading_entry import QUALIFIERS
from bot.content.reference import Speaker
from bot.languages import Language, Languages

SPOKEN = st.sampled_from(["en", "id"])
NUMBERS = st.decimals(min_value=0, max_value=10**17, places=2) | st.integers(0, 10**17).map(Decimal)
ROUND = st.integers(1, 999).flatmap(lambda n: st.sampled_from([n * Decimal(10) ** e for e in range(-2, 13)]))
AMOUNTS = NUMBERS | ROUND
DAYS = st.dates(min_value=date(1000, 1, 1))
LARGE = {
    "en": {"million": 6, "billion": 9, "trillion": 12},
    "id": {"juta": 6, "miliar": 9, "triliun": 12},
}
SIGNS = {"en": (",", "."), "id": (".", ",")}
BETWEEN = {"en": " to ", "id": " sampai "}
UNITS = {
    "metre": ("metre", "metres", "meter"),
    "nautical_mile": ("nautical mile", "nautical miles", "mil laut"),
    "hectare": ("hectare", "hectares", "hektare"),
    "square_kilometre": ("square kilometre", "square kilometres", "kilometer persegi"),
    "hour": ("hour", "hours", "jam"),
    "day": ("day", "days", "hari"),
    "kilogram": ("kilogram", "kilograms", "kilogram"),
    "TEU": ("TEU", "TEU", "TEU"),
    "tonne": ("tonne", "tonnes", "ton"),
    "person": ("person", "people", "orang"),
    "country": ("country", "countries", "negara"),
    "ship/month": ("ship per month", "ships per month", "kapal per bulan"),
    "TEU/year": ("TEU per year", "TEU per year", "TEU per tahun"),
}
MONEY = {
    "IDR": {"en": "IDR ", "id": "Rp"},
    "USD": {"en": "USD ", "id": "USD "},
}


def read_number(text: str, code: str) -> Decimal:
    """Read a number as a person would: signs of the language, then "million" and the like."""
    thousands, point = SIGNS[code]
    digits, _, large = text.partition(" ")
    whole = rf"\d{{1,3}}({re.escape(thousands)}\d{{3}})*"
    assert re.fullmatch(rf"{whole}({re.escape(point)}\d+)?", digits), text
    assert not large or large in LARGE[code], text
    return Decimal(digits.replace(thousands, "").replace(point, ".")).scaleb(LARGE[code].get(large, 0))


def read_day(text: str, language: Language) -> PartialDate:
    """Read "28 August 2025", "August 2025" or "2025"."""
    *day, year = text.split()
    months = {str(name): number for number, name in get_month_names(locale=language.locale).items()}
    month = months[day[-1]] if day else None
    return PartialDate(int(year), month, int(day[0]) if len(day) == 2 else None)


def words(languages: Languages, code: str, value: Any, **fact: Any) -> str:
    return Figure(Fact("f", value, **fact), languages[code], {}).words()


@given(SPOKEN, AMOUNTS)
def test_a_number_reads_back(languages: Languages, code: str, amount: Decimal) -> None:
    assert read_number(words(languages, code, amount), code) == amount


@given(SPOKEN, AMOUNTS, st.sampled_from(sorted(MONEY)))
def test_money_reads_back(languages: Languages, code: str, amount: Decimal, unit: str) -> None:
    written = words(languages, code, amount, unit=unit)
    assert read_number(written.removeprefix(MONEY[unit][code]), code) == amount
    assert written.startswith(MONEY[unit][code])


@given(SPOKEN, AMOUNTS)
def test_a_share_reads_back(languages: Languages, code: str, amount: Decimal) -> None:
    written = words(languages, code, amount, unit="percent")
    assert written.endswith("%")
    assert read_number(written.removesuffix("%"), code) == amount


@given(SPOKEN, AMOUNTS, st.sampled_from(sorted(UNITS)))
def test_an_amount_reads_back_with_its_unit(
    languages: Languages, code: str, amount: Decimal, unit: str
) -> None:
    one, many, indonesian = UNITS[unit]
    ending = indonesian if code == "id" else one if amount == 1 else many
    written = words(languages, code, amount, unit=unit)
    assert written.endswith(f" {ending}")
    assert read_number(written.removesuffix(f" {ending}"), code) == amount


@given(SPOKEN, st.tuples(AMOUNTS, AMOUNTS).filter(lambda ends: ends[0] < ends[1]))
def test_a_range_reads_back(languages: Languages, code: str, ends: tuple[Decimal, Decimal]) -> None:
    low, high = words(languages, code, ends).split(BETWEEN[code])
    assert (read_number(low, code), read_number(high, code)) == ends


@given(SPOKEN, st.tuples(AMOUNTS, AMOUNTS).filter(lambda ends: ends[0] < ends[1] != 1))
def test_a_range_reads_back_with_its_unit_once(
    languages: Languages, code: str, ends: tuple[Decimal, Decimal]
) -> None:
    ending = " hektare" if code == "id" else " hectares"
    low, high = words(languages, code, ends, unit="hectare").split(BETWEEN[code])
    assert high.endswith(ending)
    assert (read_number(low, code), read_number(high.removesuffix(ending), code)) == ends


@given(SPOKEN, DAYS)
def test_a_day_reads_back(languages: Languages, code: str, day: date) -> None:
    read = read_day(words(languages, code, day), languages[code])
    assert read == PartialDate(day.year, day.month, day.day)


@given(SPOKEN, DAYS, st.integers(1, 3))
def test_the_day_of_a_figure_is_as_precise_as_it_is_known(
    languages: Languages, code: str, day: date, parts: int
) -> None:
    known = PartialDate(*(day.year, day.month, day.day)[:parts])
    figure = Figure(Fact("f", Decimal(1), as_of=known, until=known), languages[code], {})
    assert read_day(figure.as_of(), languages[code]) == read_day(figure.until(), languages[code]) == known


@given(SPOKEN, st.integers(1000, 2999), st.sampled_from(["year", "phone"]))
def test_a_year_or_short_number_stands_as_it_is(
    languages: Languages, code: str, number: int, unit: str
) -> None:
    figure = Figure(Fact("f", Decimal(number), unit), languages[code], {})
    assert figure.words() == figure.number() == str(number)


@given(SPOKEN, AMOUNTS, st.sampled_from(QUALIFIERS))
def test_a_qualifier_stands_before_the_whole(
    languages: Languages, code: str, amount: Decimal, qualifier: str
) -> None:
    figure = Figure(Fact("f", amount, "metre", qualifier), languages[code], {})
    before, _, rest = figure.words().partition(figure.plain())
    assert before.strip().isascii()
    assert before.endswith(" ")
    assert not rest


def test_each_qualifier_has_words_of_its_own(languages: Languages) -> None:
    for code in languages:
        written = {words(languages, code, Decimal(5), qualifier=qualifier) for qualifier in QUALIFIERS}
        assert len(written) == len(QUALIFIERS)


def test_no_two_units_read_the_same(languages: Languages) -> None:
    for code in languages:
        assert len({words(languages, code, Decimal(2), unit=unit) for unit in UNITS}) == len(UNITS)


def test_a_text_stands_as_it_is_or_in_the_language(languages: Languages) -> None:
    assert words(languages, "id", "0542-421555") == "0542-421555"
    assert words(languages, "id", {"en": "the port", "id": "pelabuhan"}) == "pelabuhan"


def test_a_number_may_go_without_its_unit(languages: Languages) -> None:
    fact = Fact("f", (Decimal(4), Decimal(6)), "hour", "about")
    figure = Figure(fact, languages["en"], {})
    assert (figure.number(), figure.plain(), str(figure)) == ("4 to 6", "4 to 6 hours", "about 4 to 6 hours")


def test_a_day_may_carry_its_weekday(languages: Languages) -> None:
    figure = Figure(Fact("f", date(2025, 8, 28)), languages["id"], {})
    assert figure.weekday() == "Kamis, 28 Agustus 2025"


def test_a_figure_is_escaped_for_html(languages: Languages) -> None:
    assert Figure(Fact("f", "A&B"), languages["en"], {}).__html__() == "A&amp;B"


def test_a_claim_names_its_speaker_in_the_language(languages: Languages) -> None:
    mayor = Speaker("mayor", {"en": "the mayor", "id": "wali kota"})
    assert Figure(Fact("f", said_by="mayor"), languages["id"], {"mayor": mayor}).said_by == "wali kota"


@pytest.mark.parametrize("said_by", [None, "nobody"])
def test_a_speaker_that_is_missing_is_named_after_its_fact(languages: Languages, said_by: str | None) -> None:
    with pytest.raises(NoSpeaker) as caught:
        _ = Figure(Fact("claim", said_by=said_by), languages["en"], {}).said_by
    assert caught.value.params == {"fact": "claim"}


@pytest.mark.parametrize("asked", sorted(FILTERS))
def test_a_fact_without_a_value_is_never_printed(languages: Languages, asked: str) -> None:
    with pytest.raises(NoValue):
        FILTERS[asked](Figure(Fact("claim"), languages["en"], {}))
