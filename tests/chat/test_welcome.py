import pytest

from bot.languages import Languages
from bot.playground.telegram_people import Person
from tests.conftest import Running, Start


async def test_the_first_message_says_that_the_bot_is_unofficial(
    running: Running, ana: Person, languages: Languages
) -> None:
    await ana.say("/start")
    text = (await ana.next_message()).text
    assert text.startswith(languages["en"].text("welcome.start"))
    assert text.endswith(languages["en"].text("welcome.unofficial"))


async def test_an_authority_is_named_and_escaped(start: Start, ana: Person, languages: Languages) -> None:
    async with start(authority="Dinas <Kota> & {co}") as running:
        await ana.say("/start")
        message = await ana.next_message()
    official = languages["en"].text("welcome.official", authority="Dinas <Kota> & {co}")
    assert official in message.text
    assert running.tg.refused == []


async def test_the_first_message_offers_questions_that_have_answers(running: Running, ana: Person) -> None:
    await ana.say("/start")
    message = await ana.next_message()
    for label in message.labels:
        await ana.press(message, label)
        assert label in (await ana.next_message()).text
        await running.quiet()
    assert message.labels


async def test_a_deep_link_greets_like_any_start(running: Running, ana: Person, languages: Languages) -> None:
    await ana.say("/start {{7*7}}<b>")
    message = await ana.next_message()
    assert languages["en"].text("welcome.start") in message.text
    assert "49" not in message.text


@pytest.mark.parametrize("code", ["en", "id"])
async def test_help_comes_in_the_apps_language(running: Running, languages: Languages, code: str) -> None:
    person = running.tg.person(language_code=code)
    await person.say("/help")
    assert (await person.next_message()).text == languages[code].text("welcome.help")


@pytest.mark.parametrize("command", ["/nonsense", "/start@other_bot", "/settings_", "/HELPME now"])
async def test_an_unknown_command_gets_a_kind_word(
    running: Running, ana: Person, languages: Languages, command: str
) -> None:
    await ana.say(command)
    assert (await ana.next_message()).text == languages["en"].text("welcome.unknown_command")


async def test_commands_in_a_group_stay_unanswered(running: Running, ana: Person) -> None:
    group = running.tg.group(-100, "Harbour", ana)
    for text in ("/start", "/nonsense", "how long is the quay"):
        await ana.say(text, group)
    await running.quiet()
    assert group.messages == []
