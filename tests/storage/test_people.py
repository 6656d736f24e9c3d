"""A person's choice is kept under a hash, and forgotten when asked."""

from datetime import UTC, datetime

from bot.storage import conversations, people, updates
from bot.storage.conversations import Conversation
from bot.storage.database import Database
from bot.storage.secrets import Secrets

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
BIG = 7_999_999_999_999


async def test_nobody_has_chosen_at_first(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        assert await people.chosen_language(session, secrets, BIG) is None


async def test_the_latest_choice_counts(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        await people.choose_language(session, secrets, BIG, "en", NOW)
        await people.choose_language(session, secrets, BIG, "id", NOW)
        await people.choose_language(session, secrets, 1, "en", NOW)
    async with database.begin() as session:
        assert await people.chosen_language(session, secrets, BIG) == "id"


async def test_a_choice_can_be_taken_back(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        await people.choose_language(session, secrets, 1, "en", NOW)
        await people.choose_language(session, secrets, 1, None, NOW)
        assert await people.chosen_language(session, secrets, 1) is None


async def test_a_forgotten_person_leaves_nothing_behind(database: Database, secrets: Secrets) -> None:
    raw = {"update_id": 9, "message": {"chat": {"id": 4}, "from": {"id": 1}}}
    async with database.begin() as session:
        await people.choose_language(session, secrets, 1, "en", NOW)
        await conversations.save(session, secrets, 4, 1, Conversation("apa?", None, "id", NOW))
        await updates.store(session, secrets, 5, [raw], NOW)
        await updates.park(session, 5, 9, "BadRequest")
        await people.forget(session, secrets, 1)
    async with database.begin() as session:
        assert await people.chosen_language(session, secrets, 1) is None
        assert await conversations.load(session, secrets, 4, 1) == Conversation()
        assert await updates.parked(session, secrets, 5) == []


async def test_others_are_not_forgotten_with_somebody(database: Database, secrets: Secrets) -> None:
    async with database.begin() as session:
        await people.choose_language(session, secrets, 2, "en", NOW)
        await people.forget(session, secrets, 1)
        assert await people.chosen_language(session, secrets, 2) == "en"


async def test_an_update_being_handled_survives_forgetting(database: Database, secrets: Secrets) -> None:
    raw = {"update_id": 9, "message": {"chat": {"id": 4}, "from": {"id": 1}}}
    async with database.begin() as session:
        await updates.store(session, secrets, 5, [raw], NOW)
        await people.forget(session, secrets, 1)
        assert [one.body for one in await updates.waiting(session, secrets, 5)] == [raw]
