"""The first edition comes from a process of its own."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands.first import publish_first
from bot.ground import opened
from bot.publishing.publish import Refused
from bot.settings import Settings
from bot.storage import editions
from tests import toy
from tests.postgres import new_database


async def test_an_empty_database_gets_its_first_edition_and_keeps_it(settings: Settings) -> None:
    async with opened(settings) as ground:
        await publish_first(ground)
        await publish_first(ground)
        async with ground.database.begin() as session:
            assert [line.number for line in await editions.listing(session)] == [1]


async def test_content_with_faults_is_refused_with_its_problems(settings: Settings) -> None:
    line = toy.change(Path(settings.content), "entries/port/quay.yaml", "value: 270", "value: 27O")
    async with opened(settings) as ground:
        with pytest.raises(Refused) as caught:
            await publish_first(ground)
    assert ("entries/port/quay.yaml", line) in {(p.spot.file, p.spot.line) for p in caught.value.problems}


async def test_of_replicas_that_start_at_once_one_publishes(settings: Settings, postgres: str) -> None:
    url = await new_database(postgres, "first")
    settings = replace(settings, database_url=url)
    async with opened(settings) as one, opened(settings) as other:
        await asyncio.gather(publish_first(one), publish_first(other))
        async with one.database.begin() as session:
            assert [line.number for line in await editions.listing(session)] == [1]
