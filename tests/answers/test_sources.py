from collections.abc import Mapping
from datetime import date

import pytest

from bot.answers.reply import Cited
from bot.answers.sources import cited, footer, last_checked, source_line, sources_of
from bot.content.entry import Entry, Fact, Kind, PartialDate
from bot.content.reference import Source
from bot.languages import Languages

NEWS = Source("news", "News & more", "Paper", "https://x.id/?a=1&b=2", PartialDate(2025, 8, 28))
PAGE = Source("page", "Page", "City", retrieved=PartialDate(2026, 11))
SOURCES = {"news": NEWS, "page": PAGE}


def entry(*facts: Fact, sources: tuple[str, ...] = (), checked: date | None = None) -> Entry:
    named: Mapping[str, Fact] = {fact.name: fact for fact in facts}
    return Entry("e", "port", Kind.ANSWER, {}, {}, {}, named, sources, checked=checked)


def test_an_entrys_own_sources_come_first_and_each_once() -> None:
    of = entry(Fact("a", sources=("news", "page")), Fact("b", sources=("gone",)), sources=("page",))
    assert sources_of(of, SOURCES) == [PAGE, NEWS]


def test_a_program_is_told_the_day() -> None:
    assert cited(NEWS) == Cited("news", "News & more", "https://x.id/?a=1&b=2", "2025-08-28")
    assert cited(PAGE).date == "2026-11"
    assert cited(Source("s", "Title", "Publisher")).date is None


def test_a_published_source_is_linked_and_dated(languages: Languages) -> None:
    line = source_line(NEWS, languages["id"])
    link = '<a href="https://x.id/?a=1&amp;b=2">News &amp; more</a>'
    assert line == f"{link}, Paper, 28 Agustus 2025"


def test_a_source_without_publication_day_says_when_it_was_read(languages: Languages) -> None:
    assert source_line(PAGE, languages["en"]) == "Page, City, read on November 2026"
    assert source_line(PAGE, languages["id"]) == "Page, City, diakses November 2026"


def test_a_source_without_any_day_is_named_alone(languages: Languages) -> None:
    assert source_line(Source("s", "Title", "A&B"), languages["en"]) == "Title, A&amp;B"


def test_the_first_source_stands_in_the_last_line_and_the_others_are_folded(languages: Languages) -> None:
    lines = footer([NEWS, PAGE], languages["en"], "24 November 2026").split("\n")
    assert lines[0] == "<blockquote expandable>Further sources:"
    assert lines[1].endswith("read on November 2026</blockquote>")
    assert lines[-1].startswith("Source: <a href=")
    assert lines[-1].endswith("28 August 2025 · Last checked 24 November 2026")


def test_no_source_no_line(languages: Languages) -> None:
    assert footer([], languages["en"], "24 November 2026") == ""


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (entry(Fact("a", sources=("page",))), None),
        (entry(Fact("a", sources=("page",), volatile=True)), "November 2026"),
        (entry(Fact("a", sources=("page", "news"), volatile=True)), "November 2026"),
        (entry(Fact("a", volatile=True), checked=date(2026, 11, 24)), "24 November 2026"),
        (entry(Fact("a"), checked=date(2026, 11, 24)), None),
        (entry(Fact("a", volatile=True)), None),
    ],
)
def test_only_what_can_change_says_when_it_was_checked(
    languages: Languages, of: Entry, words: str | None
) -> None:
    assert last_checked([of], SOURCES, languages["en"]) == words


def test_the_oldest_check_counts_whatever_the_precision(languages: Languages) -> None:
    year = Source("year", "Yearbook", "BPS", retrieved=PartialDate(2026))
    facts = (Fact("a", sources=("page",), volatile=True), Fact("b", sources=("year",), volatile=True))
    assert last_checked([entry(*facts)], {**SOURCES, "year": year}, languages["en"]) == "2026"


def test_the_oldest_check_counts_over_several_entries(languages: Languages) -> None:
    newer, older = (entry(Fact("a", volatile=True), checked=date(2026, month, 1)) for month in (11, 2))
    assert last_checked([newer, older], SOURCES, languages["en"]) == "1 February 2026"
