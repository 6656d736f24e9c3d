from bot.languages import Languages
from bot.playground.telegram_chats import Message
from bot.playground.telegram_people import Person
from tests.conftest import Running


async def settings(person: Person) -> Message:
    await person.say("/settings")
    return await person.next_message()


async def test_the_language_of_the_app_holds_until_one_is_chosen(
    running: Running, ana: Person, languages: Languages
) -> None:
    assert (await settings(ana)).text == languages["en"].text("language.now_app", name="English")


async def test_a_choice_is_shown(running: Running, ana: Person, languages: Languages) -> None:
    await ana.press(await settings(ana), "l1:id")
    await ana.next_message()
    shown = (await settings(ana)).text
    assert shown == languages["id"].text("language.now_chosen", name="Bahasa Indonesia")


async def test_the_languages_are_buttons_as_under_language(running: Running, ana: Person) -> None:
    offered = await settings(ana)
    await ana.say("/language")
    assert offered.labels == (await ana.next_message()).labels
