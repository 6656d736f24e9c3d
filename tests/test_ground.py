from dataclasses import replace
from pathlib import Path

import pytest

from bot.ground import Ground, assistant, opened, utc_now
from bot.publishing.publish import Refused
from bot.settings import Settings
from bot.storage.database import WrongKey
from tests import toy
from tests.conftest import now

OTHER_KEY = "b3RoZXIga2V5IG9mIHRoZSB0ZXN0cywgMzIgYnl0ZXM="


async def test_the_first_start_publishes(settings: Settings, tmp_path: Path) -> None:
    empty = replace(settings, database_url=f"sqlite+aiosqlite:///{tmp_path}/new/new.db")
    async with opened(empty, now) as ground:
        assert not await ground.has_edition()
        helper = await assistant(ground)
        assert await ground.has_edition()
    assert helper.library.shelf.number == 1


async def test_a_later_start_takes_the_edition_as_it_is(ground: Ground) -> None:
    assert (await assistant(ground)).library.shelf.number == 1
    assert (await assistant(ground)).library.shelf.number == 1


async def test_a_draft_is_tried_without_publishing_it(settings: Settings, tmp_path: Path) -> None:
    folder = toy.lay(tmp_path / "draft")
    toy.change(folder, "entries/port/cranes.yaml", "The cranes are yellow.", "The cranes are green.")
    async with opened(replace(settings, content=folder), now) as ground:
        draft = await assistant(ground, draft=True)
        published = await assistant(ground)
    assert draft.library.shelf.number is None
    assert "green" in draft.library.shelf.content.entries["cranes"].answer["en"]
    assert "yellow" in published.library.shelf.content.entries["cranes"].answer["en"]


async def test_a_draft_with_faults_is_refused(settings: Settings, tmp_path: Path) -> None:
    folder = toy.lay(tmp_path / "draft")
    toy.change(folder, "entries/port/cranes.yaml", "The cranes are yellow.", "There are 12 cranes.")
    async with opened(replace(settings, content=folder), now) as ground:
        with pytest.raises(Refused) as refused:
            await assistant(ground, draft=True)
    assert "check.stray_figure" in [problem.key for problem in refused.value.problems]


async def test_a_database_of_another_key_is_not_opened(settings: Settings) -> None:
    with pytest.raises(WrongKey):
        async with opened(replace(settings, secret_key=OTHER_KEY), now):
            pass


async def test_without_a_given_key_one_is_made_beside(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "keys" / "key"
    url = f"sqlite+aiosqlite:///{tmp_path}/own.db"
    chosen = replace(settings, secret_key=None, secret_key_file=file, database_url=url)
    async with opened(chosen, now):
        assert file.stat().st_mode & 0o777 == 0o600


def test_moments_know_their_zone() -> None:
    assert utc_now().utcoffset() is not None
