"""An edition comes back as it was published, under its own number, for ever."""

import asyncio
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.content.content import Content
from bot.content.entry import Entry, Fact, Kind, PartialDate
from bot.content.reference import Office, Place, Source, Speaker, Topic
from bot.content.vocabulary import Elsewhere, Facet, Urgent, Vocabulary
from bot.storage import editions
from bot.storage.database import Database
from bot.storage.editions import EditionLine, UnknownEdition, digest_of

NOW = datetime(2026, 11, 24, 8, 30, 15, 123456, tzinfo=UTC)
SMALL = Content(entries={"hello": Entry("hello", "about", Kind.SMALLTALK, {}, {}, {})})


TEXTS = {"en": "Port", "id": "Pelabuhan “⚓”"}
DAY = PartialDate(2019, 5)
PRICE = Fact(
    name="price",
    value=Decimal("98000000.00"),
    unit="IDR",
    qualifier="about",
    as_of=DAY,
    until=PartialDate(2026),
    said_by="mayor",
    sources=("t", "s"),
    dossier=("d-2", "d-1"),
    volatile=True,
    publish_because="both agree",
    history={"2018": Decimal("1.50"), "2019-01": {"id": "lama"}, "2020": None},
)
FACTS = {
    "price": PRICE,
    "depth": Fact("depth", (Decimal(7), Decimal("9.5")), "metre"),
    "signed": Fact("signed", date(2025, 8, 7)),
    "phone": Fact("phone", "0542 421000", "phone"),
    "ship": Fact("ship", {"en": "ferry", "id": "feri"}),
    "claim": Fact("claim"),
}
PORT = Entry(
    id="port",
    topic="shelf",
    kind=Kind.ANSWER,
    title=TEXTS,
    answer=TEXTS,
    questions={"en": ("where?", "when?"), "id": ("di mana?",), "ms": ()},
    facts=FACTS,
    sources=("t", "s"),
    review_by=date(2027, 5, 31),
    checked=date(2026, 11, 1),
    related=("gap",),
    place="bay",
    refer_to=("kkt", "ksop"),
)


def rich() -> Content:
    """A content in which every field of every record is used."""
    return Content(
        entries={"port": PORT, "gap": Entry("gap", "shelf", Kind.GAP, {"en": "?"}, {"id": "!"}, {})},
        topics={"shelf": Topic("shelf", TEXTS, "⚓"), "about": Topic("about", TEXTS)},
        sources={"s": Source("s", "Title", "Paper", "https://s.id", DAY, PartialDate(2026, 1, 2))},
        speakers={"mayor": Speaker("mayor", TEXTS)},
        places={"bay": Place("bay", TEXTS, -1.1234567890123, 116.8, TEXTS, "s")},
        offices={"kkt": Office("kkt", TEXTS, "kkt@kkt.id", "s"), "ksop": Office("ksop", TEXTS)},
        vocabulary=vocabulary(),
    )


def vocabulary() -> Vocabulary:
    return Vocabulary(
        spelling={"id": {"gmn": "bagaimana", "brp": "berapa"}, "en": {}},
        synonyms=(("port", "pelabuhan"), ("kratom",)),
        elsewhere={"surabaya": Elsewhere("surabaya", {"en": "Surabaya"}, ("sby", "surabaya"))},
        facets={
            "price": Facet("price", ("harga", "cost"), ("IDR", "USD")),
            "today": Facet("today", ("now",)),
        },
        follow_up={"en": (r"^and\b",), "id": ()},
        urgent=Urgent(
            ("drown",), ("help",), ("fire",), ("sale",), {"urgent-city": (), "urgent-palu": ("palu",)}
        ),
        literals=("COVID-19", "D2"),
        no_words="hello",
    )


async def publish(database: Database, content: Content, restored_from: int | None = None) -> int:
    async with database.begin() as session:
        return await editions.publish(
            session,
            content,
            languages=("en", "id"),
            encoder="tiny-1",
            model=b"\0weights\xff",
            now=NOW,
            restored_from=restored_from,
        )


async def test_the_first_edition_is_number_one(database: Database) -> None:
    async with database.begin() as session:
        assert await editions.current(session) is None
    assert [await publish(database, SMALL), await publish(database, rich())] == [1, 2]
    async with database.begin() as session:
        assert await editions.current(session) == 2


async def test_a_content_comes_back_as_it_was_published(database: Database) -> None:
    content = rich()
    number = await publish(database, content)
    async with database.begin() as session:
        found = await editions.load(session, number)
    assert found.content == content
    assert repr(found.content) == repr(content)
    assert digest_of(found.content) == found.digest == digest_of(content)


async def test_an_edition_keeps_how_it_was_made(database: Database) -> None:
    await publish(database, SMALL)
    await publish(database, SMALL, restored_from=1)
    async with database.begin() as session:
        found = await editions.load(session, 2)
    assert (found.number, found.published, found.restored_from) == (2, NOW, 1)
    assert (found.languages, found.encoder, found.model) == (("en", "id"), "tiny-1", b"\0weights\xff")


async def test_an_earlier_edition_stays_as_it_was(database: Database) -> None:
    await publish(database, rich())
    await publish(database, SMALL)
    async with database.begin() as session:
        assert (await editions.load(session, 1)).content == rich()
        assert (await editions.load(session, 2)).content == SMALL


async def test_an_unknown_number_is_named(database: Database) -> None:
    async with database.begin() as session:
        with pytest.raises(UnknownEdition) as caught:
            await editions.load(session, 9)
    assert caught.value.params == {"number": 9}


async def test_editions_are_listed_in_order(database: Database) -> None:
    await publish(database, rich())
    await publish(database, SMALL, restored_from=1)
    async with database.begin() as session:
        lines = await editions.listing(session)
    first = EditionLine(1, NOW, 2, digest_of(rich()), None)
    assert lines == [first, EditionLine(2, NOW, 1, digest_of(SMALL), 1)]


async def test_who_publishes_at_once_gets_a_number_each(database: Database) -> None:
    numbers = await asyncio.gather(*(publish(database, SMALL) for _ in range(4)))
    assert sorted(numbers) == [1, 2, 3, 4]


async def test_a_publication_that_fails_leaves_nothing(database: Database) -> None:
    async def fail() -> None:
        async with database.begin() as session:
            await editions.publish(session, rich(), languages=("en",), encoder="", model=b"", now=NOW)
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    async with database.begin() as session:
        assert await editions.listing(session) == []
