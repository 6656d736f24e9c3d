from bot.storage import contacts
from bot.storage.database import Database
from bot.storage.secrets import Secrets
from tests.storage.desk import ANA, BUDI, NOW, opened


async def test_a_contact_leads_to_the_latest_inquiry(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        one, two = await opened(session, secrets, "1"), await opened(session, secrets, "2")
        for inquiry in (one, two):
            await contacts.begin(session, one.person, inquiry.number, NOW)
        assert await contacts.current(session, secrets, ANA.id) == two.number
        assert await contacts.current(session, secrets, BUDI.id) is None
        assert await contacts.end(session, one.person)
        assert not await contacts.end(session, one.person)
        await contacts.begin(session, one.person, one.number, NOW)
        await contacts.end_inquiry(session, one.number)
        assert await contacts.current(session, secrets, ANA.id) is None


async def test_a_draft_is_kept_until_it_is_dropped(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        for step in ("kind", "country"):
            await contacts.keep_draft(session, secrets, ANA.id, {"step": step}, NOW)
        assert await contacts.draft(session, secrets, ANA.id) == {"step": "country"}
        assert await contacts.drop_draft(session, secrets, ANA.id)
        assert not await contacts.drop_draft(session, secrets, ANA.id)
        assert await contacts.draft(session, secrets, ANA.id) is None
