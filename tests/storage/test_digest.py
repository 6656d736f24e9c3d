"""A digest changes with what a reader sees, not with files and lines."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.content.content import Content
from bot.content.entry import Entry, Fact, Kind, PartialDate, Spot, Value
from bot.content.reference import Topic
from bot.storage.digest import digest_of

PORT = Entry("port", "port", Kind.ANSWER, {"en": "Port", "id": "Pelabuhan"}, {"en": "It is {{ a }}."}, {})
CITY = Entry("city", "city", Kind.GAP, {"en": "City"}, {}, {})


def with_value(value: Value) -> Content:
    return Content(entries={"port": replace(PORT, facts={"a": Fact("a", value)})})


def test_the_order_of_files_and_the_lines_do_not_count() -> None:
    moved = replace(PORT, spot=Spot("entries/port/port.yaml", 9))
    one, other = Content({"port": PORT, "city": CITY}), Content({"city": CITY, "port": moved})
    assert digest_of(one) == digest_of(other)


def test_the_order_of_languages_does_not_count() -> None:
    turned = replace(PORT, title={"id": "Pelabuhan", "en": "Port"})
    assert digest_of(Content({"port": turned})) == digest_of(Content({"port": PORT}))


def test_the_order_of_the_menu_counts() -> None:
    one, other = Topic("one", {}), Topic("other", {})
    forth, back = {"one": one, "other": other}, {"other": other, "one": one}
    assert digest_of(Content(topics=forth)) != digest_of(Content(topics=back))


def test_a_word_counts() -> None:
    changed = replace(PORT, answer={"en": "It was {{ a }}."})
    assert digest_of(Content({"port": changed})) != digest_of(Content({"port": PORT}))


@pytest.mark.parametrize(
    "value", ["270", Decimal("270.0"), (Decimal(270), Decimal(270)), {"en": "270"}, None]
)
def test_values_of_another_kind_count(value: Value) -> None:
    assert digest_of(with_value(value)) != digest_of(with_value(Decimal(270)))


def test_the_precision_of_a_day_counts() -> None:
    facts = [Fact("a", as_of=PartialDate(2019)), Fact("a", as_of=PartialDate(2019, 1))]
    digests = {digest_of(Content({"port": replace(PORT, facts={"a": fact})})) for fact in facts}
    assert len(digests) == 2
