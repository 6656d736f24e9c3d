"""One look tells all that a question needs to know."""

from datetime import timedelta
from functools import partial

from bot.storage import contacts, conversations, people, service
from bot.storage.conversations import Conversation
from bot.storage.database import Database
from bot.storage.glance import Glance, glance
from bot.storage.service import Service
from tests.storage.desk import NOW


async def seen(database: Database) -> Glance:
    return await database.look(partial(glance, secrets=database.secrets, chat_id=4, user_id=7, now=NOW))


async def test_of_somebody_new_nothing_is_known(database: Database) -> None:
    assert await seen(database) == Glance(None, None, None, Conversation(), None, Service())


async def test_form_inquiry_language_conversation_and_notice_are_read_at_once(database: Database) -> None:
    secrets = database.secrets
    said = Conversation("how long", "quay", "en", NOW)
    async with database.begin() as session:
        await contacts.keep_draft(session, secrets, 7, {"step": "name"}, NOW)
        await contacts.begin(session, people.key_of(secrets, 7), "BPN-2026-0001", NOW)
        await people.choose_language(session, secrets, 7, "id", NOW)
        await conversations.save(session, secrets, 4, 7, said)
        await service.put_notice(session, {"en": "Closed"}, NOW + timedelta(days=1), NOW)
        await service.set_value(session, service.PAUSED, "on", NOW)
    there = Service(paused=True, notice={"en": "Closed"})
    assert await seen(database) == Glance({"step": "name"}, "BPN-2026-0001", "id", said, None, there)


async def test_nobody_elses_things_are_seen(database: Database) -> None:
    async with database.begin() as session:
        await contacts.keep_draft(session, database.secrets, 8, {"step": "name"}, NOW)
        await conversations.save(session, database.secrets, 4, 8, Conversation("how long", "quay", "en", NOW))
    assert await seen(database) == Glance(None, None, None, Conversation(), None, Service())
