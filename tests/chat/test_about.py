from dataclasses import replace
from pathlib import Path

from bot import __version__
from bot.application import Assembled
from bot.chat.about import newest_data, subjects
from bot.content.entry import Kind, PartialDate
from bot.languages import Languages
from bot.library import Shelf
from bot.playground.telegram_people import Person
from tests import toy
from tests.conftest import Running, Start


async def about(person: Person) -> str:
    await person.say("/about")
    return (await person.next_message()).text


def put(whole: Assembled, shelf: Shelf) -> None:
    library = whole.house.assistant.library
    library.shelf, library._database = shelf, None


async def test_the_version_and_the_edition_with_its_day_are_named(
    running: Running, ana: Person, languages: Languages
) -> None:
    text = await about(ana)
    edition = languages["en"].text("about.edition", number=1, day="24 November 2026")
    assert f"version {__version__}\n{edition}\nCovered: 3 subjects" in text


async def test_the_bot_calls_itself_unofficial(running: Running, ana: Person, languages: Languages) -> None:
    assert languages["en"].text("welcome.unofficial") in await about(ana)


async def test_an_authority_takes_the_place_of_the_label(
    start: Start, ana: Person, languages: Languages
) -> None:
    async with start(authority="Dinas <Kota>"):
        text = await about(ana)
    assert languages["en"].text("welcome.official", authority="Dinas <Kota>") in text
    assert languages["en"].text("welcome.unofficial") not in text


async def test_the_newest_reading_is_written_in_the_persons_language(running: Running) -> None:
    shelf = running.whole.house.assistant.library.shelf
    read = {"paper": toy.paper(retrieved=PartialDate(2026, 5, 3))}
    put(running.whole, replace(shelf, content=replace(shelf.content, sources=read)))
    budi = running.tg.person(1002, "Budi", "id")
    assert "Sumber terakhir kali diakses: 3 Mei 2026" in await about(budi)


async def test_a_draft_is_called_one(running: Running, ana: Person, languages: Languages) -> None:
    put(running.whole, replace(running.whole.house.assistant.library.shelf, number=None))
    assert languages["en"].text("about.draft") in await about(ana)


async def test_a_new_edition_is_named_at_once(running: Running, ana: Person, tmp_path: Path) -> None:
    ground = running.whole.ground
    folder = toy.lay(tmp_path / "changed")
    toy.change(folder, "entries/port/cranes.yaml", "The cranes are yellow.", "The cranes are green.")
    await ground.press.publish(folder, ground.now())
    assert "Edition 2 " in await about(ana)


def test_the_newest_day_counts_however_exactly_it_is_known() -> None:
    days = PartialDate(2026, 4), PartialDate(2026, 5), PartialDate(2025, 12, 31), None
    read = {str(rank): toy.paper(retrieved=day) for rank, day in enumerate(days)}
    assert newest_data(toy.content(sources=read)) == PartialDate(2026, 5)


def test_unread_sources_have_no_newest_day() -> None:
    assert newest_data(toy.content()) is None


def test_only_what_a_person_would_ask_for_is_counted() -> None:
    entries = [toy.entry(kind.value, kind=kind) for kind in Kind]
    assert subjects(toy.content(*entries)) == 2
