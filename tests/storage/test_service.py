from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import people, service
from bot.storage.database import Database
from bot.storage.secrets import Secrets
from bot.storage.service import Service
from tests.storage.desk import ANA, BUDI, NOW

LATER = NOW + timedelta(days=1)


async def standing(session: AsyncSession, now: datetime) -> Service:
    connection = await session.connection()
    return await connection.run_sync(partial(service.standing, now=now))


async def test_a_notice_stands_until_its_end(database: Database) -> None:
    async with database.begin() as session:
        assert await standing(session, NOW) == Service()
        await service.put_notice(session, {"en": "Old"}, LATER, NOW)
        await service.put_notice(session, {"en": "Closed"}, LATER, NOW)
        assert (await standing(session, NOW)).notice == {"en": "Closed"}
        assert (await standing(session, LATER)).notice is None
        assert await service.end_notices(session, NOW)
        assert not await service.end_notices(session, NOW)
        assert (await standing(session, NOW)).notice is None


async def test_a_pause_is_a_value(database: Database) -> None:
    async with database.begin() as session:
        await service.set_value(session, service.PAUSED, "on", NOW)
        assert (await standing(session, NOW)).paused
        await service.set_value(session, service.PAUSED, "off", NOW)
        assert not (await standing(session, NOW)).paused


async def test_of_several_programs_one_is_the_first(database: Database) -> None:
    async with database.begin() as session:
        days = ["a", "a", "b", "b"]
        assert [await service.first(session, "swept", day, NOW) for day in days] == [True, False, True, False]


async def test_a_ban_is_taken_back(database: Database, secrets: Secrets) -> None:
    person = people.key_of(secrets, ANA.id)
    async with database.begin() as session:
        for _ in range(2):
            await service.ban(session, person, NOW)
        assert await service.is_banned(session, secrets, ANA.id)
        assert not await service.is_banned(session, secrets, BUDI.id)
        assert await service.unban(session, person)
        assert not await service.unban(session, person)


async def test_who_did_what_is_told_the_latest_first(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        await service.note(session, secrets, BUDI, "pause", None, NOW)
        await service.note(session, secrets, ANA, "ban", "BPN-2026-0001", LATER)
        acts = await service.acts(session, secrets, 9)
    assert [(act.who, act.act, act.subject) for act in acts] == [
        (ANA, "ban", "BPN-2026-0001"),
        (BUDI, "pause", None),
    ]
