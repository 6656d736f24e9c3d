import pytest

from bot.answers.plain import plain
from bot.chat.buttons import LANGUAGE
from bot.languages import Languages
from bot.playground.telegram_people import Person
from bot.storage import conversations, people, questions
from tests.conftest import NOW, Running


@pytest.mark.parametrize("code", ["en", "id"])
async def test_what_is_kept_is_told_in_the_apps_language(
    running: Running, languages: Languages, code: str
) -> None:
    person = running.tg.person(language_code=code)
    await person.say("/privacy")
    text = (await person.next_message()).text
    for key in ("privacy.kept", "privacy.protected", "privacy.deleted", "privacy.law"):
        assert languages[code].text(key).replace("{days}", "180") in text
    assert plain(languages[code].text("privacy.staff")) in text


@pytest.mark.parametrize("code", ["en", "id"])
def test_the_law_is_named(languages: Languages, code: str) -> None:
    law = languages[code].text("privacy.law")
    assert "27" in law
    assert "2022" in law


def test_the_button_that_is_named_exists(languages: Languages) -> None:
    for language in languages.values():
        assert language.text("language.app_button") in language.text("privacy.deleted")
    assert LANGUAGE.fullmatch("l1:-")


async def test_the_latest_question_is_overwritten_as_told(running: Running, ana: Person) -> None:
    for text in ("how long is the quay", "which colour are the cranes"):
        await ana.say(text)
        await ana.next_message()
    await running.quiet()
    database = running.whole.house.database
    async with database.begin() as session:
        kept = await conversations.load(session, database.secrets, ana.user.id, ana.user.id)
        asked = await questions.since(session, database.secrets, NOW.date())
    assert kept.question == "which colour are the cranes"
    assert not {"person", "user", "user_id", "chat"} & {*asked[0].__dataclass_fields__}


async def test_the_choice_is_deleted_as_told(running: Running, ana: Person) -> None:
    await ana.say("/language")
    message = await ana.next_message()
    for data in ("l1:id", "l1:-"):
        await ana.press(message, data)
        await ana.next_message()
    database = running.whole.house.database
    async with database.begin() as session:
        assert await people.chosen_language(session, database.secrets, ana.user.id) is None
