"""A bad edition never replaces a good one, and only what changed becomes a new one."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.languages import Languages
from bot.library import Library
from bot.publishing.publish import Press, Refused, check
from bot.storage import editions
from bot.storage.database import Database
from bot.storage.editions import EditionLine, UnknownEdition
from bot.storage.secrets import Secrets
from tests import toy
from tests.search.conftest import WordEncoder

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
QUAY = "entries/port/quay.yaml"
KEY = "a2V5IG9mIHRoZSB0ZXN0cywgMzIgYnl0ZXMgbG9uZyE="


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return toy.lay(tmp_path / "content")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(f"sqlite+aiosqlite:///{tmp_path}/toy.db", Secrets.from_key(KEY))
    yield opened
    await opened.close()


@pytest.fixture
def press(languages: Languages, database: Database) -> Press:
    return Press(languages, None, database)


async def listing(press: Press) -> list[EditionLine]:
    async with press.database.begin() as session:
        return await editions.listing(session)


async def test_a_good_folder_becomes_edition_one(press: Press, folder: Path) -> None:
    published = await press.publish(folder, NOW)
    assert (published.number, published.fresh, published.problems) == (1, True, [])
    assert [(line.number, line.published, line.entries) for line in await listing(press)] == [(1, NOW, 5)]


async def test_what_was_published_is_what_was_read(press: Press, folder: Path) -> None:
    await press.publish(folder, NOW)
    async with press.database.begin() as session:
        stored = (await editions.load(session, 1)).content
    assert stored.entries["quay"].answer == check(folder, press.languages, NOW).content.entries["quay"].answer


async def test_a_bad_edition_never_replaces_a_good_one(press: Press, folder: Path) -> None:
    await press.publish(folder, NOW)
    before = await listing(press)
    line = toy.change(folder, QUAY, "value: 270", "value: 27O")
    with pytest.raises(Refused) as caught:
        await press.publish(folder, NOW)
    assert {(one.spot.file, one.spot.line) for one in caught.value.problems} >= {(QUAY, line)}
    assert await listing(press) == before
    assert (await open_library(press)).shelf.content.entries["quay"].facts["length"].value == 270


async def open_library(press: Press) -> Library:
    return await Library.open(press.languages, None, press.database)


async def test_a_refusal_counts_its_faults_and_lists_remarks_too(press: Press, folder: Path) -> None:
    toy.change(folder, QUAY, "related: [cranes]", "related: [nowhere]")
    toy.change(folder, QUAY, "review_by: 2030-01-01", "review_by: 2020-01-01")
    with pytest.raises(Refused) as caught:
        await press.publish(folder, NOW)
    assert caught.value.params == {"count": 1}
    assert [one.key for one in caught.value.problems] == ["check.unknown_related", "check.review_due"]


async def test_remarks_alone_do_not_stop_publication(press: Press, folder: Path) -> None:
    toy.change(folder, QUAY, "review_by: 2030-01-01", "review_by: 2020-01-01")
    published = await press.publish(folder, NOW)
    assert published.fresh
    assert [one.key for one in published.problems] == ["check.review_due"]


async def test_unchanged_content_makes_no_new_edition(press: Press, folder: Path) -> None:
    await press.publish(folder, NOW)
    again = await press.publish(folder, NOW + timedelta(days=1))
    assert (again.number, again.fresh, again.model) == (1, False, None)
    assert len(await listing(press)) == 1


async def test_a_comment_or_a_moved_line_is_no_change(press: Press, folder: Path) -> None:
    await press.publish(folder, NOW)
    toy.change(folder, QUAY, "kind: answer", "# as measured\n\nkind: answer")
    assert not (await press.publish(folder, NOW)).fresh


async def test_changed_content_becomes_the_next_edition(press: Press, folder: Path) -> None:
    await press.publish(folder, NOW)
    toy.change(folder, QUAY, "value: 270", "value: 280")
    published = await press.publish(folder, NOW)
    assert (published.number, published.fresh) == (2, True)


async def test_a_roll_back_publishes_the_old_content_under_a_new_number(press: Press, folder: Path) -> None:
    await press.publish(folder, NOW)
    toy.change(folder, QUAY, "value: 270", "value: 280")
    await press.publish(folder, NOW)
    assert await press.roll_back(1, NOW) == 3
    first, second, third = await listing(press)
    assert (third.restored_from, third.digest) == (1, first.digest)
    assert second.digest != first.digest
    assert (await open_library(press)).shelf.number == 3


async def test_after_a_roll_back_the_changed_folder_is_news_again(press: Press, folder: Path) -> None:
    await press.publish(folder, NOW)
    toy.change(folder, QUAY, "value: 270", "value: 280")
    await press.publish(folder, NOW)
    await press.roll_back(1, NOW)
    assert (await press.publish(folder, NOW)).number == 4


async def test_rolling_back_to_an_unknown_edition_changes_nothing(press: Press, folder: Path) -> None:
    await press.publish(folder, NOW)
    with pytest.raises(UnknownEdition):
        await press.roll_back(7, NOW)
    assert len(await listing(press)) == 1


async def test_a_publication_that_breaks_off_leaves_nothing(
    press: Press, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def break_off(*_: object, **__: object) -> int:
        raise ConnectionError

    monkeypatch.setattr(editions, "publish", break_off)
    with pytest.raises(ConnectionError):
        await press.publish(folder, NOW)
    assert await listing(press) == []


async def test_a_second_publication_encodes_only_what_is_new(
    languages: Languages, database: Database, folder: Path
) -> None:
    encoder = WordEncoder()
    press = Press(languages, encoder, database)
    await press.publish(folder, NOW)
    encoder.encoded.clear()
    toy.change(folder, QUAY, "- where do ships tie up here", "- where does a ship find room")
    await press.publish(folder, NOW)
    assert set(encoder.encoded) == {"where does a ship find room"}
