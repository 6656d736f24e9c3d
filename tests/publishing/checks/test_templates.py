from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from bot.content.entry import Entry
from bot.publishing.checks import templates
from tests import toy

Found = Callable[..., list[tuple[str, dict[str, Any]]]]


def saying(english: str, indonesian: str | None = None, **facts: Any) -> Entry:
    answer = {"en": english, "id": indonesian or f"{english} (id)"}
    return toy.entry(answer=answer, facts={name: toy.fact(name, **given) for name, given in facts.items()})


@pytest.mark.parametrize(
    "english",
    [
        "{% if length %}long{% endif %}",
        "{{ length.value }}",
        "{{ length.said_by.upper() }}",
        "{{ length|upper }}",
        "{{ length|plain|number }}",
        "{{ length + 1 }}",
        "{{ 270 }}",
        "{{ 'typed' }}",
        "{{ length if length else plan }}",
        "{% set x = length %}",
        "{% raw %}{{ length }}{% endraw %}{{ [length] }}",
        "{% include 'secret' %}",
        "{{ length.__class__ }}",
    ],
)
def test_syntax_beyond_names_and_listed_filters_is_refused(found: Found, english: str) -> None:
    problems = found(templates.syntax, saying(english, "Baik.", length={}))
    assert {key for key, _ in problems} <= {"check.refused_syntax", "check.bad_template"}
    assert problems


def test_names_speakers_and_listed_filters_pass(found: Found) -> None:
    english = (
        "{{ a }} {{ a.said_by }} {{ a|plain }} {{ a|number }} {{ a|as_of }} {{ a|until }} {{ a|weekday }}"
    )
    assert found(templates.syntax, saying(english, a={})) == []


def test_a_broken_template_is_named(found: Found) -> None:
    problems = found(templates.syntax, saying("{{ length", "Baik."))
    assert [(key, params["language"]) for key, params in problems] == [("check.bad_template", "en")]


def test_a_name_that_is_no_fact_is_named(found: Found) -> None:
    problems = found(templates.names, saying("{{ lenght }}", "{{ length }}", length={}))
    assert problems == [("check.unknown_fact", {"entry": "quay", "language": "en", "fact": "lenght"})]


def test_both_languages_use_the_same_facts(found: Found) -> None:
    uneven = saying("{{ length }} {{ depth }}", "{{ length }}", length={}, depth={})
    problems = found(templates.parity, uneven)
    assert problems == [("check.parity", {"entry": "quay", "language": "id", "fact": "depth"})]


def test_both_languages_use_a_fact_in_the_same_way(found: Found) -> None:
    uneven = saying("{{ length }}", "{{ length|number }}", length={})
    assert [key for key, _ in found(templates.parity, uneven)] == ["check.parity"] * 2


def test_how_often_and_in_which_order_facts_stand_is_free(found: Found) -> None:
    free = saying("{{ a }} {{ b }}", "{{ b }} {{ a }} {{ b }}", a={}, b={})
    assert found(templates.parity, free) == []


def test_a_fact_without_a_value_cannot_be_written(found: Found) -> None:
    problems = found(templates.rendering, saying("{{ claim }}", "Baik.", claim={}))
    assert [(key, params["language"]) for key, params in problems] == [("check.no_rendering", "en")]


def test_a_day_that_is_not_known_cannot_be_written(found: Found) -> None:
    problems = found(templates.rendering, saying("{{ a|as_of }}", "Baik.", a={"value": Decimal(3)}))
    assert [key for key, _ in problems] == ["check.no_rendering"]


def test_a_speaker_that_is_missing_cannot_be_named(found: Found) -> None:
    problems = found(templates.rendering, saying("{{ a.said_by }}", "Baik.", a={"said_by": "nobody"}))
    assert [key for key, _ in problems] == ["check.no_rendering"]


def test_a_value_that_lacks_a_language_cannot_be_written(found: Found) -> None:
    problems = found(templates.rendering, saying("{{ a }}", a={"value": {"id": "feri"}}))
    assert [(key, params["language"]) for key, params in problems] == [("check.no_rendering", "en")]


def test_an_unknown_name_is_left_to_its_own_rule(found: Found) -> None:
    assert found(templates.rendering, saying("{{ lenght }}", "{{ lenght }}!")) == []


def test_a_fact_that_no_answer_uses_is_remarked(found: Found) -> None:
    idle = saying("{{ a }}", a={"value": Decimal(3)}, b={"value": Decimal(4)}, claim={})
    assert found(templates.unused_facts, idle) == [("check.unused_fact", {"entry": "quay", "fact": "b"})]
