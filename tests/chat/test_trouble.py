import pytest
from telegram import Update
from telegram.error import BadRequest

from bot.chat.trouble import apologise
from bot.languages import Languages
from bot.playground.telegram_people import Person
from tests.conftest import Assemble, Running


async def test_what_a_duty_raises_is_handed_over_by_update(assemble: Assemble, ana: Person) -> None:
    await ana.say("hello")
    async with assemble() as whole:
        update = Update.de_json(ana._world.updates.pending[0], whole.bot)
        ana._world.chats.clear()
        await whole.app.process_update(update)
    assert isinstance(whole.house.failures[update.update_id], BadRequest)


@pytest.mark.parametrize("code", ["en", "id"])
async def test_the_apology_is_in_the_persons_language(
    running: Running, languages: Languages, code: str
) -> None:
    person = running.tg.person(language_code=code)
    sent = await person.say("hello")
    await running.quiet()
    update = Update.de_json({"update_id": 9, "message": sent.json()}, running.whole.bot)
    await apologise(running.whole.house, update)
    assert person.messages[-1].text == languages[code].text("trouble.technical")


async def test_an_apology_that_cannot_be_sent_ends_quietly(assemble: Assemble, ana: Person) -> None:
    await ana.say("hello")
    ana.block()
    async with assemble() as whole:
        update = Update.de_json(ana._world.updates.pending[0], whole.bot)
        await apologise(whole.house, update)
    assert ana.messages == []
