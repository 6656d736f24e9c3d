from decimal import Decimal

import pytest

from bot.answers.figures import FILTERS, Figure
from bot.answers.template import BadTemplate, Templates, Use
from bot.content.entry import Fact, PartialDate
from bot.languages import Languages


def figures(languages: Languages) -> dict[str, object]:
    fact = Fact("quay", Decimal(270), "metre", "about", PartialDate(2019, 5))
    return {"quay": Figure(fact, languages["en"], {})}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("The quay is {{ quay }} long.\n", "The quay is about 270 metres long."),
        ("{{ quay|plain }}", "270 metres"),
        ("{{ quay|number }}", "270"),
        ("{{ quay|as_of }}", "May 2019"),
        ("<b>Port &amp; quay</b>", "<b>Port &amp; quay</b>"),
    ],
)
def test_facts_are_written_into_the_text(languages: Languages, source: str, text: str) -> None:
    assert Templates().render(source, figures(languages)) == text


def test_values_are_escaped_and_the_editors_markup_is_not(languages: Languages) -> None:
    firm = Figure(Fact("firm", "A<b>&Co"), languages["en"], {})
    assert Templates().render("<i>{{ firm }}</i>", {"firm": firm}) == "<i>A&lt;b&gt;&amp;Co</i>"
    assert Templates().render("{{ firm|plain }}", {"firm": firm}) == "A&lt;b&gt;&amp;Co"


@pytest.mark.parametrize(
    "source",
    ["{{ nothing }}", "{{ nothing|plain }}", "{{ quay|upper }}", "{{ quay", "{% if %}", "{{ quay.no.no }}"],
)
def test_what_cannot_be_rendered_is_a_bad_template(languages: Languages, source: str) -> None:
    with pytest.raises(BadTemplate) as caught:
        Templates().render(source, figures(languages))
    assert caught.value.key == "answer.bad_template"


@pytest.mark.parametrize("source", ["{{ quay.__class__.__mro__ }}", "{{ ''.__class__.__subclasses__() }}"])
def test_a_template_cannot_reach_outside(languages: Languages, source: str) -> None:
    with pytest.raises(BadTemplate):
        Templates().render(source, figures(languages))


def test_no_function_is_at_hand() -> None:
    with pytest.raises(BadTemplate):
        Templates().render("{{ range(3) }}", {})


def test_uses_are_read_from_the_syntax() -> None:
    uses, refused = Templates().uses("{{ a }} of {{ a.said_by }}, {{ b|as_of }}")
    assert uses == [Use("a"), Use("a", "said_by"), Use("b", "as_of")]
    assert not refused


@pytest.mark.parametrize("name", sorted(FILTERS))
def test_every_filter_is_allowed(name: str) -> None:
    assert Templates().uses(f"{{{{ a|{name} }}}}") == ([Use("a", name)], [])


@pytest.mark.parametrize(
    "source",
    [
        "{{ 270 }}",
        "{{ '270' }}",
        "{{ a ~ '0' }}",
        "{{ a + 1 }}",
        "{{ a.fact }}",
        "{{ a.said_by.upper() }}",
        "{{ a|upper }}",
        "{{ a|plain|number }}",
        "{{ a|number(2) }}",
        "{{ a if b else 5 }}",
        "{{ [1, 2][0] }}",
        "{% if a %}5{% endif %}",
        "{% for x in y %}5{% endfor %}",
        "{% set a = 5 %}",
        "{% include 'x' %}",
        "{% macro m() %}5{% endmacro %}",
    ],
)
def test_every_other_syntax_is_refused(source: str) -> None:
    assert Templates().uses(source)[1]


def test_a_broken_template_has_no_uses() -> None:
    with pytest.raises(BadTemplate):
        Templates().uses("{{ a")
