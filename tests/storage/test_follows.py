from bot.storage import follows
from bot.storage.database import Database
from bot.storage.secrets import Secrets
from tests.storage.desk import ANA, BUDI, NOW


async def test_a_wish_is_kept_until_it_is_stopped(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        await follows.follow(session, secrets, ANA.id, "quay", "en", 1, NOW)
        assert await follows.of_person(session, secrets, ANA.id) == ["quay"]
        assert await follows.of_person(session, secrets, BUDI.id) == []
        assert await follows.count(session) == 1
        assert await follows.stop(session, secrets, ANA.id, "quay")
        assert not await follows.stop(session, secrets, ANA.id, "quay")


async def test_a_change_is_told_once(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        await follows.follow(session, secrets, ANA.id, "quay", "en", 1, NOW)
        assert await follows.behind(session, secrets, 1, 9) == []
        (one,) = await follows.behind(session, secrets, 2, 9)
        assert (one.user, one.edition) == (ANA.id, 1)
        assert await follows.knows(session, one, 2)
        assert not await follows.knows(session, one, 2)
        assert await follows.behind(session, secrets, 2, 9) == []
