from telegram import User

from bot.chat.context import House
from bot.storage import people
from tests.conftest import NOW, Running


def somebody(language_code: str | None) -> User:
    return User(id=1001, first_name="Ana", is_bot=False, language_code=language_code)


async def choose(house: House, code: str) -> None:
    async with house.database.begin() as session:
        await people.choose_language(session, house.database.secrets, 1001, code, NOW)


async def test_a_persons_choice_wins_over_the_app(running: Running) -> None:
    await choose(running.whole.house, "id")
    assert (await running.whole.house.language(somebody("en"))).code == "id"


async def test_without_a_choice_the_app_decides(running: Running) -> None:
    assert (await running.whole.house.language(somebody("id-ID"))).code == "id"


async def test_a_choice_that_is_no_longer_spoken_counts_as_none(running: Running) -> None:
    await choose(running.whole.house, "ru")
    assert await running.whole.house.chosen(somebody("id")) is None
    assert (await running.whole.house.language(somebody("id"))).code == "id"


async def test_below_a_message_its_own_language_holds_while_it_is_spoken(running: Running) -> None:
    house = running.whole.house
    assert (await house.language_below("id", somebody("en"))).code == "id"
    for code in ("ru", "", None):
        assert (await house.language_below(code, somebody("en"))).code == "en"


async def test_an_app_in_a_foreign_language_gets_the_fallback(running: Running) -> None:
    for user in (somebody("zh-hans"), somebody(None), None):
        assert (await running.whole.house.language(user)).code == running.whole.house.languages.fallback
