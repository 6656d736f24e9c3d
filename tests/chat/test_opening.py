from telegram import Update

from bot.chat.opening import open_entry
from bot.languages import Languages
from bot.playground.telegram_people import Person
from bot.storage import conversations
from tests.conftest import NOW, Running


async def opened(running: Running, person: Person, name: str, language: str) -> bool:
    """Open an entry in answer to a message of the person's."""
    sent = await person.say("hello")
    await running.quiet()
    update = Update.de_json({"update_id": 1, "message": sent.json()}, running.whole.bot)
    house = running.whole.house
    return await open_entry(house, update, name, house.languages[language])


async def test_an_entry_comes_as_its_own_message_with_its_place_below(
    running: Running, ana: Person, languages: Languages
) -> None:
    assert await opened(running, ana, "quay", "id")
    *_, text, place = ana.messages
    assert "Dermaga panjang" in text.text
    assert place.venue is not None


async def test_the_next_question_may_lean_on_it(running: Running, ana: Person) -> None:
    await opened(running, ana, "cranes", "en")
    database = running.whole.ground.database
    async with database.begin() as session:
        kept = await conversations.load(session, database.secrets, ana.chat.id, ana.user.id)
    assert (kept.question, kept.entry, kept.language, kept.at) == ("The cranes", "cranes", "en", NOW)


async def test_an_entry_that_is_gone_says_nothing(running: Running, ana: Person) -> None:
    assert not await opened(running, ana, "gone", "en")
    assert len(ana.messages) == 1
