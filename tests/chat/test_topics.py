from typing import Any

import pytest

from bot.languages import Languages
from bot.playground.telegram_chats import Message
from bot.playground.telegram_people import Person
from bot.playground.telegram_world import Query
from tests.conftest import Running, Start


async def menu(person: Person) -> Message:
    await person.say("/topics")
    return await person.next_message()


async def forge(running: Running, person: Person, message: dict[str, Any], data: str) -> Query:
    """Press a button with this data below a message, whatever buttons that shows."""
    query = running.tg._world.query()
    running.tg._world.presses[query.id] = query
    sent = {"id": query.id, "from": person.user.json(), "message": message, "data": data}
    running.tg.inject({"callback_query": {**sent, "chat_instance": "1"}})
    await running.quiet()
    return query


@pytest.mark.parametrize(("code", "label"), [("en", "Port"), ("id", "Pelabuhan")])
async def test_the_topics_come_in_the_persons_language(
    running: Running, languages: Languages, code: str, label: str
) -> None:
    message = await menu(running.tg.person(language_code=code))
    assert message.html == languages[code].text("topics.heading")
    assert message.labels == [label]


async def test_a_topic_opens_in_the_same_message_and_back_leads_back(
    running: Running, ana: Person, languages: Languages
) -> None:
    message = await menu(ana)
    await ana.press(message, "Port")
    await running.quiet()
    assert message.text == "Port"
    assert message.labels == ["The cranes", "The long quay", "Fees", languages["en"].text("topics.back")]
    await ana.press(message, "t1:en")
    await running.quiet()
    assert message.labels == ["Port"]
    assert ana.messages == [message]


async def test_an_entry_comes_as_its_own_message_and_the_menu_stays(running: Running, ana: Person) -> None:
    message = await menu(ana)
    await ana.press(message, "Port")
    await running.quiet()
    await ana.press(message, "The cranes")
    assert "The cranes are yellow." in (await ana.next_message()).text
    assert "The cranes" in message.labels


async def test_the_menu_keeps_the_language_in_which_it_was_opened(running: Running, ana: Person) -> None:
    message = await menu(ana)
    ana.user.language_code = "id"
    await ana.press(message, "Port")
    await running.quiet()
    assert message.text == "Port"


@pytest.mark.parametrize(
    "data", ["t1:en:gone:1", "t1:en:about:1", "t1:en:port:0", "t1:en:port:1x", "t1:en\n"]
)
async def test_an_old_or_forged_button_gets_a_kind_word(
    running: Running, ana: Person, languages: Languages, data: str
) -> None:
    message = await menu(ana)
    query = await forge(running, ana, message.json(), data)
    assert ana.messages[-1].text == languages["en"].text("button.old")
    assert message.labels == ["Port"]
    assert query.answer is not None


@pytest.mark.parametrize("data", ["t1:xx", "t1:en:port:99"])
async def test_a_language_or_page_that_is_gone_still_leads_somewhere(
    running: Running, ana: Person, data: str
) -> None:
    message = await menu(ana)
    query = await forge(running, ana, message.json(), data)
    assert ana.messages == [message]
    assert message.labels
    assert query.answer is not None


async def test_a_page_that_shows_already_is_not_edited(running: Running, ana: Person) -> None:
    message = await menu(ana)
    query = await forge(running, ana, message.json(), "t1:en")
    assert message.edited is None
    assert ana.messages == [message]
    assert query.answer is not None


async def test_a_second_tap_in_a_hurry_is_swallowed(start: Start, ana: Person) -> None:
    async with start() as running:
        message = await menu(ana)
        before = message.json()
        for _ in range(2):
            query = await forge(running, ana, before, "t1:en:port:1")
    assert ana.messages == [message]
    assert message.text == "Port"
    assert query.answer is not None


async def test_a_menu_that_was_deleted_comes_anew(start: Start, ana: Person) -> None:
    async with start() as running:
        message = await menu(ana)
        del ana.chat.messages[message.message_id]
        await forge(running, ana, message.json(), "t1:en:port:1")
    assert [one.text for one in ana.messages] == ["Port"]


async def test_a_menu_too_old_to_be_edited_comes_anew(running: Running, ana: Person) -> None:
    message = await menu(ana)
    old = {"chat": ana.chat.json(), "message_id": message.message_id, "date": 0}
    query = await forge(running, ana, old, "t1:en:port:1")
    assert [one.text for one in ana.messages] == [message.text, "Port"]
    assert query.answer is not None


async def test_topics_open_in_a_group_as_well(running: Running, ana: Person) -> None:
    group = running.tg.group(-100, "Harbour", ana)
    await ana.say("/topics", group)
    await running.quiet()
    assert [message for message in group.messages if message.buttons]
