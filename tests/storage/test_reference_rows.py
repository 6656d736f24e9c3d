"""Topics, sources, speakers, places and offices come back in their order."""

from bot.content.content import Content
from bot.content.entry import PartialDate
from bot.content.reference import Office, Place, Source, Speaker, Topic
from bot.storage.reference_rows import (
    Names,
    offices_from,
    places_from,
    rows_of_reference,
    sources_from,
    speakers_from,
    topics_from,
)


def test_topics_keep_the_order_of_the_menu() -> None:
    topics = {"port": Topic("port", {"en": "Port", "id": "Pelabuhan"}, "⚓"), "city": Topic("city", {})}
    rows = rows_of_reference(Content(topics=topics))
    assert list(topics_from(rows, Names(rows)).items()) == list(topics.items())


def test_sources_keep_their_days() -> None:
    full = Source(
        "a", "Title", "Publisher", "https://a.id/?b=ü", PartialDate(2019, 5), PartialDate(2026, 1, 2)
    )
    sources = {"a": full, "b": Source("b", "Other", "")}
    assert sources_from(rows_of_reference(Content(sources=sources))) == sources


def test_speakers_keep_their_names() -> None:
    speakers = {"mayor": Speaker("mayor", {"en": "Mayor Rahmad Mas'ud", "id": "Wali Kota Rahmad Mas'ud"})}
    rows = rows_of_reference(Content(speakers=speakers))
    assert speakers_from(rows, Names(rows)) == speakers


def test_places_keep_every_digit_and_their_address() -> None:
    place = Place("bay", {"en": "Bay"}, -1.2345678901234567, 116.1, {"id": "Jl. Yos Sudarso"}, "map")
    places = {"bay": place, "other": Place("other", {}, 0.1, -0.2)}
    rows = rows_of_reference(Content(places=places))
    assert places_from(rows, Names(rows)) == places


def test_offices_keep_their_contact() -> None:
    offices = {
        "ksop": Office("ksop", {"en": "KSOP"}, "0542 421000", "site"),
        "kkt": Office("kkt", {"id": "KKT"}),
    }
    rows = rows_of_reference(Content(offices=offices))
    assert offices_from(rows, Names(rows)) == offices


def test_equal_ids_of_two_kinds_keep_their_own_names() -> None:
    content = Content(
        speakers={"kkt": Speaker("kkt", {"en": "The director"})},
        offices={"kkt": Office("kkt", {"en": "The terminal"})},
    )
    rows = rows_of_reference(content)
    assert speakers_from(rows, Names(rows)) == content.speakers
    assert offices_from(rows, Names(rows)) == content.offices
