from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from markupsafe import Markup

from bot.answers.figures import NoValue
from bot.answers.template import BadTemplate
from bot.answers.writer import Writer, written
from bot.content.content import Content
from bot.content.entry import Entry, Fact, Kind, PartialDate
from bot.content.reference import Office, Source
from bot.languages import Languages

DAY = date(2026, 11, 24)
SOURCES = {
    "news": Source("news", "News", "Paper", "https://x.id", PartialDate(2025, 8, 28)),
    "page": Source("page", "Page", "City", published=PartialDate(2019)),
}
QUAY = Entry(
    id="quay",
    topic="port",
    kind=Kind.ANSWER,
    title={"en": "Quay", "id": "Dermaga"},
    answer={"en": "The quay is {{ length }} long.", "id": "Panjang dermaga {{ length }}."},
    questions={},
    facts={"length": Fact("length", Decimal(270), "metre", "about", sources=("news",))},
    related=("gone", "hello"),
)
HELLO = Entry(
    "hello", "about", Kind.SMALLTALK, {"en": "Hi", "id": "Hai"}, {"en": "Good day."}, {}, sources=("page",)
)
OFFICES = {"ksop": Office("ksop", {"en": "Harbour office (KSOP)", "id": "KSOP"})}


def writer(languages: Languages, *entries: Entry) -> Writer:
    shelf: Mapping[str, Entry] = {entry.id: entry for entry in entries}
    return Writer(Content(entries=shelf, sources=SOURCES, offices=OFFICES), languages)


def test_an_answer_is_its_title_its_text_and_its_source(languages: Languages) -> None:
    reply = writer(languages, QUAY).write((QUAY,), "id", DAY)
    source = "Sumber: News (https://x.id), Paper, 28 Agustus 2025"
    assert reply.text == f"Dermaga\nPanjang dermaga sekitar 270 meter.\n\n{source}"
    assert reply.html.startswith("<b>Dermaga</b>\nPanjang")
    assert reply.length == len(reply.text) - len(" (https://x.id)")
    assert [source.id for source in reply.sources] == ["news"]


def test_small_talk_has_neither_title_nor_source(languages: Languages) -> None:
    reply = writer(languages, HELLO).write((HELLO,), "en", DAY)
    assert (reply.text, reply.sources) == ("Good day.", ())


def test_several_entries_share_their_sources(languages: Languages) -> None:
    pier = replace(QUAY, id="pier", title={"en": "Pier"}, sources=("news", "page"))
    reply = writer(languages, QUAY, pier).write((QUAY, pier), "en", DAY)
    assert [source.id for source in reply.sources] == ["news", "page"]
    assert reply.text.index("Quay\n") < reply.text.index("Pier\n") < reply.text.index("Further sources:")
    assert reply.text.count("Source: ") == 1


@pytest.mark.parametrize(("day", "said"), [(date(2026, 11, 24), False), (date(2026, 11, 25), True)])
def test_past_its_review_day_an_answer_says_so(languages: Languages, day: date, *, said: bool) -> None:
    entry = replace(QUAY, review_by=date(2026, 11, 24))
    assert ("passed its review date" in writer(languages, entry).write((entry,), "en", day).text) is said


def test_one_writer_notices_that_the_review_day_has_passed(languages: Languages) -> None:
    entry = replace(QUAY, review_by=date(2026, 11, 24))
    of = writer(languages, entry)
    texts = {of.write((entry,), "en", date(2026, 11, day)).text for day in (24, 25)}
    assert len(texts) == 2


def test_an_office_is_named_below_the_text(languages: Languages) -> None:
    entry = replace(QUAY, refer_to=("ksop",))
    text = writer(languages, entry).write((entry,), "en", DAY).text
    assert "\n\nYou could ask: Harbour office (KSOP)\n\nSource: " in text


def test_an_office_that_the_text_names_is_not_named_again(languages: Languages) -> None:
    entry = replace(QUAY, refer_to=("ksop",), answer={"en": "Ask the Harbour office (KSOP)."})
    assert writer(languages, entry).write((entry,), "en", DAY).text.count("KSOP") == 1


def test_titles_and_offices_are_escaped(languages: Languages) -> None:
    entry = replace(QUAY, title={"en": "Quay & pier"})
    assert writer(languages, entry).write((entry,), "en", DAY).html.startswith("<b>Quay &amp; pier</b>")


def test_a_choice_carries_its_whole_answer(languages: Languages) -> None:
    of = writer(languages, QUAY)
    link = of.link(QUAY, "en", DAY, whole=True)
    assert (link.entry, link.title, link.text) == ("quay", "Quay", of.write((QUAY,), "en", DAY).text)
    assert not of.link(QUAY, "en", DAY).text


def test_related_entries_that_are_gone_are_passed_over(languages: Languages) -> None:
    links = writer(languages, QUAY, HELLO).related(QUAY, "id", DAY)
    assert [(link.entry, link.title) for link in links] == [("hello", "Hai")]


def test_at_most_three_related_entries_are_shown(languages: Languages) -> None:
    others = [replace(HELLO, id=name) for name in "abcd"]
    entry = replace(QUAY, related=tuple("abcd"))
    assert len(writer(languages, entry, *others).related(entry, "en", DAY)) == 3


def test_figures_may_be_stood_in_for(languages: Languages) -> None:
    assert writer(languages, QUAY).body(QUAY, languages["en"], {"length": "X"}) == "The quay is X long."


@pytest.mark.parametrize(("answer", "error"), [("{{ no }}", BadTemplate), ("{{ length|as_of }}", NoValue)])
def test_what_cannot_be_written_is_a_trouble(
    languages: Languages, answer: str, error: type[Exception]
) -> None:
    entry = replace(QUAY, answer={"en": answer})
    with pytest.raises(error):
        writer(languages, entry).write((entry,), "en", DAY)


def test_a_written_text_knows_its_plain_form_and_length() -> None:
    text = written(Markup("<b>🐬</b>"))
    assert (text.html, text.text, text.length) == ("<b>🐬</b>", "🐬", 2)
