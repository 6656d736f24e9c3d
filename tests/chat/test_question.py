from typing import Any

import pytest

from bot.languages import Languages
from bot.playground.telegram_people import Person
from bot.storage import conversations, questions
from bot.storage.conversations import Conversation
from bot.storage.questions import Asked
from tests.conftest import NOW, Running


async def recorded(running: Running) -> list[Asked]:
    database = running.whole.ground.database
    async with database.begin() as session:
        return await questions.since(session, database.secrets, NOW.date())


async def conversation(running: Running, person: Person) -> Conversation:
    database = running.whole.ground.database
    async with database.begin() as session:
        return await conversations.load(session, database.secrets, person.chat.id, person.user.id)


async def forge(running: Running, person: Person, data: Any) -> None:
    """Press a button that no message of the bot's shows."""
    person._start()
    query = running.tg._world.query()
    running.tg._world.presses[query.id] = query
    message = running.tg._world.post(person.chat, running.tg._world.bot, text="Old").json()
    person._read = message["message_id"]
    sent = {"id": query.id, "from": person.user.json(), "message": message, "chat_instance": "1"}
    running.tg.inject({"callback_query": {**sent, "data": data}})


async def test_a_typed_question_gets_its_answer(running: Running, ana: Person) -> None:
    await ana.say("how long is the quay")
    assert "270 metres" in (await ana.next_message()).text


async def test_a_question_is_recorded_with_its_outcome(running: Running, ana: Person) -> None:
    await ana.say("berapa panjang dermaga")
    await ana.next_message()
    await running.quiet()
    (asked,) = await recorded(running)
    assert (asked.language, asked.outcome, asked.entry, asked.edition) == ("id", "answer", "quay", 1)
    assert (asked.text, asked.day) == ("berapa panjang dermaga", NOW.date())


async def test_the_next_question_may_lean_on_this_one(running: Running, ana: Person) -> None:
    await ana.say("how long is the quay")
    await ana.next_message()
    await running.quiet()
    assert await conversation(running, ana) == Conversation("how long is the quay", "quay", "en", NOW)


async def test_small_talk_leaves_the_conversation_as_it_was(running: Running, ana: Person) -> None:
    for text in ("how long is the quay", "hello"):
        await ana.say(text)
    await running.quiet()
    assert (await conversation(running, ana)).entry == "quay"


async def test_a_pressed_entry_answers_in_the_language_of_its_button(running: Running, ana: Person) -> None:
    await forge(running, ana, "e1:id:cranes")
    assert "Dereknya kuning." in (await ana.next_message()).text
    await running.quiet()
    assert (await conversation(running, ana)).entry == "cranes"


@pytest.mark.parametrize(
    "data", ["e1:en:gone", "e9:en:quay", "rubbish", "e1:xx:gone", "'; DROP TABLE people"]
)
async def test_an_old_or_forged_button_gets_a_kind_word(
    running: Running, ana: Person, languages: Languages, data: str
) -> None:
    await forge(running, ana, data)
    assert (await ana.next_message()).text == languages["en"].text("button.old")


async def test_an_entry_below_a_language_gone_answers_in_the_persons(running: Running, ana: Person) -> None:
    await forge(running, ana, "e1:xx:cranes")
    assert "The cranes are yellow." in (await ana.next_message()).text


async def test_a_game_button_without_data_is_answered_too(
    running: Running, ana: Person, languages: Languages
) -> None:
    await forge(running, ana, None)
    assert (await ana.next_message()).text == languages["en"].text("button.old")


async def test_an_edited_message_is_not_answered_again(running: Running, ana: Person) -> None:
    message = await ana.say("how long is the quay")
    await ana.next_message()
    await running.quiet()
    before = len(ana.messages)
    ana.edit(message, "which colour are the cranes")
    await running.quiet()
    assert len(ana.messages) == before


async def test_an_answer_that_inline_mode_put_down_is_no_question(running: Running, ana: Person) -> None:
    await ana.send(text="how long is the quay", via_bot=running.tg._world.bot.json())
    await running.quiet()
    assert ana.messages == []
    assert await recorded(running) == []
