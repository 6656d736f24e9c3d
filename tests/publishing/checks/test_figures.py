from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.content.entry import PartialDate
from bot.content.vocabulary import Vocabulary
from bot.publishing.checks import figures
from tests import toy

Found = Callable[..., list[tuple[str, dict[str, Any]]]]


@pytest.mark.parametrize(
    ("english", "figure"),
    [
        ("It is 270 metres long.", "270"),
        ("It is ٢٧٠ metres long.", "٢٧٠"),
        ("It is ½ a mile long.", "½"),
        ("The <b>3</b>rd berth.", "3rd"),
        ("It is &#50;70 long.", "270"),
        ("Berth Ⅳ.", "Ⅳ."),
        ("COVID-20 came.", "COVID-20"),
        ("COVID-199 came.", "COVID-199"),
    ],
)
def test_a_figure_that_was_typed_is_named(found: Found, english: str, figure: str) -> None:
    typed = toy.entry(answer={"en": english, "id": "Baik."})
    problems = found(figures.stray_figures, typed, vocabulary=Vocabulary(literals=("COVID-19",)))
    assert problems == [("check.stray_figure", {"entry": "quay", "language": "en", "figure": figure})]


def test_a_figure_in_an_address_is_named_when_a_person_reads_it(found: Found) -> None:
    linked = toy.entry(answer={"en": '<a href="https://a.example/2025">here</a>', "id": "Baik."})
    assert [key for key, _ in found(figures.stray_figures, linked)] == ["check.stray_figure"]


def test_a_figure_beside_a_fact_is_named(found: Found) -> None:
    entry = toy.entry(
        answer={"en": "{{ a }}00 metres", "id": "{{ a }}"}, facts={"a": toy.fact("a", Decimal(27))}
    )
    assert [key for key, _ in found(figures.stray_figures, entry)] == ["check.stray_figure"]


def test_figures_of_facts_and_declared_names_pass(found: Found) -> None:
    answer = {
        "en": "{{ a }} {{ a|number }} {{ a|plain }} {{ a|as_of }} after COVID-19 on {{ day|weekday }}",
        "id": "{{ a }} {{ a|number }} {{ a|plain }} {{ a|as_of }} setelah COVID-19, {{ day|weekday }}",
    }
    facts = {
        "a": toy.fact("a", Decimal(270), unit="metre", qualifier="about", as_of=PartialDate(2019, 5)),
        "day": toy.fact("day", date(2025, 8, 28)),
    }
    entry = toy.entry(answer=answer, facts=facts)
    assert found(figures.stray_figures, entry, vocabulary=Vocabulary(literals=("COVID-19",))) == []


def test_a_figure_in_a_title_is_named(found: Found) -> None:
    titled = toy.entry(title={"en": "The 3 berths", "id": "D2"})
    problems = found(figures.stray_title_figures, titled, vocabulary=Vocabulary(literals=("D2",)))
    assert problems == [("check.stray_figure", {"entry": "quay", "language": "en", "figure": "3"})]


def test_a_unit_that_no_language_writes_is_named(found: Found) -> None:
    entry = toy.entry(facts={"a": toy.fact("a", Decimal(3), unit="furlong")})
    problems = found(figures.units, entry)
    assert problems == [
        ("check.unknown_unit", {"unit": "furlong", "language": code}) for code in ("en", "id")
    ]


@pytest.mark.parametrize("value", ["three", date(2025, 1, 1), None, {"en": "three", "id": "tiga"}])
def test_a_unit_beside_no_number_is_named(found: Found, value: object) -> None:
    entry = toy.entry(facts={"a": toy.fact("a", value, unit="metre")})
    assert found(figures.units, entry) == [("check.unit_without_number", {"fact": "a", "unit": "metre"})]


def test_units_beside_numbers_and_ranges_pass(found: Found) -> None:
    facts = {
        "a": toy.fact("a", (Decimal(4), Decimal(6)), unit="hour"),
        "b": toy.fact("b", Decimal(5), unit="TEU/year"),
    }
    assert found(figures.units, toy.entry(facts=facts)) == []
