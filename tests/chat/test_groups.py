from typing import Any

import pytest

from bot.chat.groups import without_name
from bot.languages import Languages
from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Group, Person
from bot.storage import conversations, people
from tests.conftest import NOW, Running

NAME = "gerbang_bot"


@pytest.fixture
def group(tg: Telegram, ana: Person) -> Group:
    return tg.group(-1001, "Delegation", ana)


async def heard(running: Running, group: Group) -> list[str]:
    await running.quiet()
    return [message.text for message in group.messages]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("@gerbang_bot how long is the quay", "how long is the quay"),
        ("how long, @Gerbang_Bot, is the quay?", "how long, , is the quay?"),
        ("how long is the quay @gerbang_bot", "how long is the quay"),
        ("@gerbang_bot: how long?\n", "how long?"),
        ("@gerbang_bot", ""),
        ("@gerbang_bots how long", None),
        ("mail me@gerbang_bot", None),
        ("/help@gerbang_bot", None),
        ("how long is the quay", None),
    ],
)
def test_the_bots_name_is_taken_out(text: str, rest: str | None) -> None:
    assert without_name(text, NAME) == rest


async def test_a_commands_twin_holds_in_groups(
    running: Running, ana: Person, group: Group, languages: Languages
) -> None:
    for text in ("/help", "/help@gerbang_bot", "/help@other_bot"):
        await ana.say(text, group)
    first = languages["en"].text("welcome.help").split("\n")[0]
    assert [text.startswith(first) for text in await heard(running, group)] == [True, True]


async def test_an_unknown_command_is_answered_only_when_it_names_the_bot(
    running: Running, ana: Person, group: Group, languages: Languages
) -> None:
    for text in ("/roll", "/roll@other_bot", "/roll@gerbang_bot"):
        await ana.say(text, group)
    assert await heard(running, group) == [languages["en"].text("welcome.unknown_command")]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("/ask where is the ferry office", "https://t.me/gerbang_bot?start=ask"),
        ("/ask@gerbang_bot", "https://t.me/gerbang_bot?start=ask"),
        ("/mydata@gerbang_bot", "https://t.me/gerbang_bot"),
        ("/inquiries@gerbang_bot", "https://t.me/gerbang_bot"),
    ],
)
async def test_what_is_between_two_leads_to_the_private_chat(
    running: Running, ana: Person, group: Group, text: str, link: str
) -> None:
    await ana.say(text, group)
    (told,) = await heard(running, group)
    assert "nobody else reads along" in told
    assert [button.url for button in group.messages[-1].buttons] == [link]


async def test_a_personal_command_that_may_be_anothers_is_left_alone(
    running: Running, ana: Person, group: Group
) -> None:
    for text in ("/cancel", "/mydata@other_bot"):
        await ana.say(text, group)
    assert await heard(running, group) == []


async def test_a_refusal_in_a_group_leads_to_the_form_with_the_question_in_it(
    running: Running, tg: Telegram, ana: Person, group: Group
) -> None:
    await ana.say("@gerbang_bot elephant", group)
    await running.quiet()
    payload = str(group.messages[-1].buttons[-1].url).partition("?start=")[2]
    eve = tg.person(1002, "Eve")
    for person in (ana, eve):
        await person.say(f"/start {payload}")
    await running.quiet()
    assert "elephant" in ana.messages[-1].text
    assert "elephant" not in eve.messages[-1].text
    assert "A person at the city can answer you" in eve.messages[-1].text


async def test_a_bare_mention_asks_what_it_replies_to(running: Running, ana: Person, group: Group) -> None:
    asked = await ana.say("which colour are the cranes", group)
    await ana.say("@gerbang_bot", group, reply_to=asked)
    (text,) = await heard(running, group)
    assert "yellow" in text


async def test_a_bare_mention_alone_is_greeted(running: Running, ana: Person, group: Group) -> None:
    await ana.say("@gerbang_bot", group)
    assert await heard(running, group) == ["Good day."]


async def test_a_photos_caption_may_ask(running: Running, ana: Person, group: Group) -> None:
    await ana.send(group, photo=[], caption="@gerbang_bot which colour are the cranes")
    (text,) = await heard(running, group)
    assert "yellow" in text


async def test_the_questions_language_goes_before_choice_and_app(
    running: Running, ana: Person, group: Group
) -> None:
    database = running.whole.ground.database
    async with database.begin() as session:
        await people.choose_language(session, database.secrets, ana.user.id, "id", NOW)
    for text in ("which colour are the cranes", "?"):
        await ana.say(f"@gerbang_bot {text}", group)
    first, second = await heard(running, group)
    assert "yellow" in first
    assert second == "Selamat datang."


async def test_each_person_has_a_conversation_of_their_own(
    running: Running, tg: Telegram, ana: Person, group: Group
) -> None:
    await ana.say("@gerbang_bot how long is the quay", group)
    await tg.person(1002, "Budi").say("@gerbang_bot which colour are the cranes", group)
    await running.quiet()
    database = running.whole.ground.database
    async with database.begin() as session:
        kept = [await conversations.load(session, database.secrets, -1001, id_) for id_ in (1001, 1002)]
    assert [one.question for one in kept] == ["how long is the quay", "which colour are the cranes"]


@pytest.mark.parametrize(
    "fields",
    [
        {"from": {"id": 7, "is_bot": True, "first_name": "Other"}},
        {"from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}, "is_automatic_forward": True},
        {"via_bot": {"id": 123456, "is_bot": True, "first_name": "Gerbang"}},
    ],
)
async def test_what_no_person_said_is_left_alone(
    running: Running, ana: Person, group: Group, fields: dict[str, Any]
) -> None:
    given: dict[str, Any] = {name: _ours(running, value) for name, value in fields.items()}
    await ana.send(group, text="@gerbang_bot how long is the quay", **given)
    assert await heard(running, group) == []


async def test_an_anonymous_administrator_is_answered(running: Running, ana: Person, group: Group) -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    said: dict[str, Any] = {
        "from": anonymous,
        "sender_chat": group.chat.json(),
        "text": "@gerbang_bot how long is the quay",
    }
    await ana.send(group, **said)
    assert len(await heard(running, group)) == 2


async def test_a_topic_that_the_bot_opened_is_no_reply_to_it(
    running: Running, ana: Person, group: Group
) -> None:
    opening = {"message_id": 5, "date": 1, "chat": group.chat.json(), "from": running.tg._world.bot.json()}
    opened = {**opening, "forum_topic_created": {"name": "Harbour", "icon_color": 1}}
    await ana.send(group, text="how long is the quay", reply_to_message=opened)
    assert await heard(running, group) == []


def _ours(running: Running, value: Any) -> Any:
    whole = isinstance(value, dict) and value.get("first_name") == "Gerbang"
    return {**value, "id": running.whole.bot.id} if whole else value
