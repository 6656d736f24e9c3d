import pytest

from bot.languages import Languages
from bot.playground.telegram_chats import Message
from bot.playground.telegram_people import Person
from tests.conftest import Running


async def offered(person: Person) -> Message:
    await person.say("/language")
    return await person.next_message()


async def test_every_language_is_offered_under_its_own_name(
    running: Running, ana: Person, languages: Languages
) -> None:
    message = await offered(ana)
    data = [button.data for button in message.buttons]
    assert data == [*(f"l1:{code}" for code in languages), "l1:-"]
    assert message.labels[:2] == ["English", "Bahasa Indonesia"]


async def test_a_choice_is_confirmed_in_its_own_language_and_kept(
    running: Running, ana: Person, languages: Languages
) -> None:
    await ana.press(await offered(ana), "l1:id")
    assert (await ana.next_message()).text == languages["id"].text("language.chosen")
    await ana.say("/help")
    assert (await ana.next_message()).text == languages["id"].text("welcome.help")


async def test_a_choice_can_be_taken_back(running: Running, ana: Person, languages: Languages) -> None:
    message = await offered(ana)
    for data in ("l1:id", "l1:-"):
        await ana.press(message, data)
        last = await ana.next_message()
    assert last.text == languages["en"].text("language.follows_app")


async def test_the_buttons_waiting_sign_stops(running: Running, ana: Person) -> None:
    query = await ana.press(await offered(ana), "l1:en")
    await running.quiet()
    assert query.answer is not None


@pytest.mark.parametrize("data", ["l1:xx", "l1:zzz"])
async def test_a_language_that_nobody_speaks_is_never_kept(
    running: Running, ana: Person, languages: Languages, data: str
) -> None:
    message = await offered(ana)
    sent = {"id": "1", "from": ana.user.json(), "message": message.json(), "data": data, "chat_instance": "1"}
    running.tg._world.presses["1"] = running.tg._world.query()
    running.tg.inject({"callback_query": sent})
    assert (await ana.next_message()).text == languages["en"].text("language.follows_app")


@pytest.mark.parametrize("data", ["l1:english", "l1:en\n", "l1:-x"])
async def test_forged_data_leaves_the_choice_as_it_was(
    running: Running, ana: Person, languages: Languages, data: str
) -> None:
    message = await offered(ana)
    await ana.press(message, "l1:id")
    await ana.next_message()
    sent = {"id": "1", "from": ana.user.json(), "message": message.json(), "data": data, "chat_instance": "1"}
    running.tg._world.presses["1"] = running.tg._world.query()
    running.tg.inject({"callback_query": sent})
    assert (await ana.next_message()).text == languages["id"].text("button.old")
