import pytest

from bot.languages import Languages
from bot.playground.telegram_people import Person
from bot.storage import conversations
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
    *examples, topics = message.buttons
    for button in examples:
        await ana.press(message, button.text)
        assert button.text in (await ana.next_message()).text
        await running.quiet()
    assert examples
    assert topics.data == "t1:en"


async def test_all_topics_are_one_tap_from_the_first_message(
    running: Running, ana: Person, languages: Languages
) -> None:
    await ana.say("/start")
    message = await ana.next_message()
    await ana.press(message, languages["en"].text("topics.all"))
    await running.quiet()
    assert message.labels == ["Port"]


async def test_a_link_to_an_entry_brings_its_answer_and_says_unofficial(
    running: Running, ana: Person, languages: Languages
) -> None:
    await ana.say("/start e-cranes")
    assert "The cranes are yellow." in (await ana.next_message()).text
    assert (await ana.next_message()).text == languages["en"].text("welcome.unofficial")


async def test_a_question_may_lean_on_the_entry_of_a_link(running: Running, ana: Person) -> None:
    await ana.say("/start e-cranes")
    await running.quiet()
    database = running.whole.ground.database
    async with database.begin() as session:
        kept = await conversations.load(session, database.secrets, ana.chat.id, ana.user.id)
    assert kept.entry == "cranes"


async def test_a_link_to_a_topic_brings_its_menu_and_says_unofficial(
    running: Running, ana: Person, languages: Languages
) -> None:
    await ana.say("/start t-port")
    message = await ana.next_message()
    assert message.text == f"Port\n\n{languages['en'].text('welcome.unofficial')}"
    await ana.press(message, "Fees")
    assert "Nobody has published the fees." in (await ana.next_message()).text


@pytest.mark.parametrize(
    "payload",
    [
        *("e-gone", "t-gone", "t-about", "e-", "t-", "e-Quay", "x-quay", "quay", "e-quay more", "e_quay"),
        *("{{7*7}}<b>", "e-../etc", "e-'; DROP TABLE people", "e-" + "x" * 62, "e-\U0001f469", "\u202e"),
    ],
)
async def test_an_unknown_payload_gets_the_ordinary_welcome(
    running: Running, ana: Person, languages: Languages, payload: str
) -> None:
    await ana.say(f"/start {payload}")
    await running.quiet()
    (message,) = ana.messages
    assert message.text.startswith(languages["en"].text("welcome.start"))
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


async def test_in_a_group_commands_of_others_stay_unanswered(running: Running, ana: Person) -> None:
    group = running.tg.group(-100, "Harbour", ana)
    for text in ("/start@other_bot", "/nonsense", "how long is the quay"):
        await ana.say(text, group)
    await running.quiet()
    assert group.messages == []
