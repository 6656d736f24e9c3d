"""The library answers from the newest edition and takes up a newer one between two questions."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import library as module
from bot.content.content import Content
from bot.languages import Languages
from bot.library import Library, NothingPublished, Shelf, encoder_name, load, prepare
from bot.publishing.publish import Press
from bot.search.finding import Found
from bot.storage.database import Database
from bot.storage.secrets import Secrets
from tests import toy
from tests.search.conftest import WordEncoder

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
QUESTION = "where do ships tie up here"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(
        f"sqlite+aiosqlite:///{tmp_path}/toy.db",
        Secrets.from_key("a2V5IG9mIHRoZSB0ZXN0cywgMzIgYnl0ZXMgbG9uZyE="),
    )
    yield opened
    await opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return toy.lay(tmp_path / "content")


@pytest.fixture
def press(languages: Languages, database: Database) -> Press:
    return Press(languages, None, database)


async def publish_change(press: Press, folder: Path) -> None:
    toy.change(folder, "entries/port/quay.yaml", QUESTION, "where is my anchor")
    await press.publish(folder, NOW)


async def test_an_empty_database_has_nothing_to_answer_from(languages: Languages, database: Database) -> None:
    with pytest.raises(NothingPublished):
        await Library.open(languages, None, database)


async def test_a_library_answers_from_the_edition(press: Press, folder: Path) -> None:
    await press.publish(folder, NOW)
    opened = await Library.open(press.languages, None, press.database)
    finding = opened.find("How long is the quay?")
    assert isinstance(finding, Found)
    assert (opened.shelf.number, finding.entries) == (1, ("quay",))


async def test_a_newer_edition_is_taken_up(press: Press, folder: Path) -> None:
    await press.publish(folder, NOW)
    opened = await Library.open(press.languages, None, press.database)
    await publish_change(press, folder)
    assert opened.find("where is my anchor").trace.rule != "exact"
    await opened.refresh()
    assert (opened.shelf.number, opened.find("where is my anchor").trace.rule) == (2, "exact")


async def test_a_roll_back_is_taken_up_too(press: Press, folder: Path) -> None:
    await press.publish(folder, NOW)
    await publish_change(press, folder)
    opened = await Library.open(press.languages, None, press.database)
    await press.roll_back(1, NOW)
    await opened.refresh()
    assert (opened.shelf.number, opened.find(QUESTION).trace.rule) == (3, "exact")


async def test_without_a_newer_edition_the_shelf_stays(press: Press, folder: Path) -> None:
    await press.publish(folder, NOW)
    opened = await Library.open(press.languages, None, press.database)
    before = opened.shelf
    await opened.refresh()
    assert opened.shelf is before


async def test_many_questions_at_once_load_a_newer_edition_once(
    press: Press, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await press.publish(folder, NOW)
    opened = await Library.open(press.languages, None, press.database)
    await publish_change(press, folder)
    loaded: list[Shelf] = []

    async def counted(languages: Languages, encoder: None, database: Database) -> Shelf:
        loaded.append(await load(languages, encoder, database))
        return loaded[-1]

    monkeypatch.setattr(module, "load", counted)
    await asyncio.gather(*(opened.refresh() for _ in range(8)))
    assert [shelf.number for shelf in loaded] == [2]


async def test_an_edition_that_cannot_be_loaded_leaves_the_old_one(
    press: Press, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await press.publish(folder, NOW)
    opened = await Library.open(press.languages, None, press.database)
    await publish_change(press, folder)

    async def fail(*_: object) -> Shelf:
        raise ConnectionError

    monkeypatch.setattr(module, "load", fail)
    with pytest.raises(ConnectionError):
        await opened.refresh()
    assert (opened.shelf.number, opened.find(QUESTION).trace.rule) == (1, "exact")


async def test_a_draft_has_no_number_and_nothing_to_take_up(languages: Languages) -> None:
    shelf = prepare(None, toy.content(toy.entry("a"), toy.entry("b")), languages, None, {})
    draft = Library(languages, None, None, shelf)
    await draft.refresh()
    assert draft.shelf is shelf
    assert draft.shelf.number is None


async def test_starting_fits_and_encodes_nothing_again(
    languages: Languages, database: Database, folder: Path
) -> None:
    encoder = WordEncoder()
    published = await Press(languages, encoder, database).publish(folder, NOW)
    encoder.encoded.clear()
    opened = await Library.open(languages, encoder, database)
    assert encoder.encoded == []
    assert published.model is not None
    assert opened.shelf.search.model.to_bytes() == published.model.to_bytes()


async def test_an_edition_of_another_encoder_is_fitted_afresh(press: Press, folder: Path) -> None:
    await press.publish(folder, NOW)
    opened = await Library.open(press.languages, WordEncoder(), press.database)
    assert opened.shelf.search.model.encoder == "words"


def test_an_edition_names_its_encoder() -> None:
    assert (encoder_name(None), encoder_name(WordEncoder())) == ("", "words")


def test_a_shelf_writes_what_it_finds(languages: Languages) -> None:
    content: Content = replace(toy.content(toy.entry("a"), toy.entry("b")))
    shelf = prepare(1, content, languages, None, {})
    assert shelf.writer.content is shelf.content is content
