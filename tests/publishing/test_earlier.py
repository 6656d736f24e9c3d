"""The last calibration serves where little changed and it is young."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.content.content import Content
from bot.languages import Languages
from bot.publishing import earlier
from bot.publishing.publish import Press, check
from bot.storage.database import Database
from bot.storage.secrets import Secrets
from tests import toy

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
QUAY = "entries/port/quay.yaml"
KEY = "a2V5IG9mIHRoZSB0ZXN0cywgMzIgYnl0ZXMgbG9uZyE="


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return toy.lay(tmp_path / "content")


@pytest.fixture
async def press(tmp_path: Path, languages: Languages) -> AsyncIterator[Press]:
    opened = await Database.open(f"sqlite+aiosqlite:///{tmp_path}/toy.db", Secrets.from_key(KEY))
    yield Press(languages, None, opened)
    await opened.close()


async def served(
    press: Press, content: Content, *, later: timedelta = timedelta(), encoder: str = ""
) -> bool:
    async with press.database.begin() as session:
        return await earlier.model(session, content, encoder, (NOW + later).date()) is not None


async def test_before_the_first_edition_nothing_serves(press: Press, folder: Path) -> None:
    assert not await served(press, check(folder, press.languages, NOW).content)


async def test_the_same_content_is_served_for_a_week(press: Press, folder: Path) -> None:
    await press.publish(folder, NOW)
    content = check(folder, press.languages, NOW).content
    assert await served(press, content, later=timedelta(days=6))
    assert not await served(press, content, later=timedelta(days=7))


async def test_another_encoder_is_not_served(press: Press, folder: Path) -> None:
    await press.publish(folder, NOW)
    assert not await served(press, check(folder, press.languages, NOW).content, encoder="other")


async def test_one_of_five_entries_is_more_than_a_little(press: Press, folder: Path) -> None:
    await press.publish(folder, NOW)
    toy.change(folder, QUAY, "how long is the quay", "how many metres has the quay")
    assert not await served(press, check(folder, press.languages, NOW).content)


async def test_one_of_five_entries_is_little_where_the_limit_says_so(
    press: Press, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(earlier, "FEW", 0.2)
    await press.publish(folder, NOW)
    toy.change(folder, QUAY, "how long is the quay", "how many metres has the quay")
    content = check(folder, press.languages, NOW).content
    assert await served(press, content)
    published = await press.publish(folder, NOW + timedelta(days=1))
    assert published.model is not None
    assert published.model.calibrated == "2026-11-24"


async def test_a_calibration_can_be_asked_for(
    press: Press, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(earlier, "FEW", 0.2)
    await press.publish(folder, NOW)
    toy.change(folder, QUAY, "how long is the quay", "how many metres has the quay")
    published = await press.publish(folder, NOW + timedelta(days=1), recalibrate=True)
    assert published.model is not None
    assert published.model.calibrated == "2026-11-25"
