from typing import Any

import pytest

from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Group, Person
from bot.storage import updates
from tests.conftest import Running

BERTH = "how long is the quay"
BUDI = {"id": 1002, "is_bot": False, "first_name": "Budi"}
STICKER = {
    "file_id": "a",
    "file_unique_id": "b",
    "type": "regular",
    "width": 1,
    "height": 1,
    "is_animated": False,
    "is_video": False,
}
POLL = {
    "id": "1",
    "question": BERTH,
    "options": [],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}


@pytest.fixture
def group(tg: Telegram, ana: Person) -> Group:
    return tg.group(-1001, "Delegation", ana)


async def test_talk_among_people_is_left_alone(running: Running, ana: Person, group: Group) -> None:
    for text in (BERTH, "hello", "@gerbang_bots how long is the quay", "mail us@gerbang_bot"):
        await ana.say(text, group)
    await running.quiet()
    assert group.messages == []


@pytest.mark.parametrize(
    "text",
    [
        "@gerbang_bot which colour are the cranes",
        "which colour are the cranes, @Gerbang_Bot?",
        "which colour @gerbang_bot are the cranes",
    ],
)
async def test_a_mention_anywhere_is_answered_as_a_reply(
    running: Running, ana: Person, group: Group, text: str
) -> None:
    asked = await ana.say(text, group)
    message = await group.next_message()
    assert "yellow" in message.text
    assert message.reply_to is asked


async def test_a_reply_to_the_bot_is_answered(running: Running, ana: Person, group: Group) -> None:
    await ana.say(f"@gerbang_bot {BERTH}", group)
    message = await group.next_message()
    await running.quiet()
    seen = len(group.messages)
    await ana.say("which colour are the cranes", group, reply_to=message)
    await running.quiet()
    assert "yellow" in group.messages[seen].text


async def test_the_answer_stays_in_its_topic(running: Running, tg: Telegram, ana: Person) -> None:
    forum = tg.group(-1002, "Forum", ana, forum=True)
    thread = forum.topic("Harbour")
    await ana.say("@gerbang_bot which colour are the cranes", forum, thread=thread)
    assert (await forum.next_message()).thread_id == thread


async def test_a_button_in_a_group_is_answered(running: Running, ana: Person, group: Group) -> None:
    await ana.say(f"@gerbang_bot {BERTH}", group)
    message = await group.next_message()
    await running.quiet()
    seen = len(group.messages)
    query = await ana.press(message, "The cranes")
    await running.quiet()
    assert "yellow" in group.messages[seen].text
    assert query.answer is not None


async def test_an_answer_follows_a_group_that_moved(running: Running, ana: Person, group: Group) -> None:
    tg = running.tg
    old = group.chat.json()
    group.migrate(-1009)
    message = {"message_id": 90, "date": 1, "chat": old, "from": ana.user.json()}
    tg.inject({"message": {**message, "text": "@gerbang_bot how long is the quay"}})
    assert "270 metres" in (await group.next_message()).text
    assert (await group.next_message()).venue is not None
    await running.quiet()
    tg.refused.clear()  # the calls by which Telegram tells of the move


@pytest.mark.parametrize(
    "fields",
    [
        {"new_chat_members": [BUDI]},
        {"left_chat_member": BUDI},
        {"migrate_to_chat_id": -1009},
        {"migrate_from_chat_id": -1008},
        {"group_chat_created": True},
        {"new_chat_title": "Gerbang"},
        {"sticker": STICKER},
        {"poll": POLL},
        {"location": {"latitude": -1.2, "longitude": 116.8}},
        {"photo": [], "media_group_id": "7", "caption": BERTH},
    ],
)
async def test_what_asks_nothing_is_met_with_silence(
    running: Running, ana: Person, group: Group, fields: dict[str, Any]
) -> None:
    await ana.send(group, **fields)
    await running.quiet()
    assert group.messages == []
    assert await parked(running) == 0


@pytest.mark.parametrize(
    "kind", ["edited_message", "channel_post", "edited_channel_post", "business_message", "guest_message"]
)
async def test_what_is_no_message_to_the_group_is_met_with_silence(
    running: Running, ana: Person, group: Group, kind: str
) -> None:
    message = {"message_id": 9, "date": 1, "chat": group.chat.json(), "from": ana.user.json()}
    running.tg.inject({kind: {**message, "text": f"@gerbang_bot {BERTH}"}})
    await running.quiet()
    assert group.messages == []
    assert await parked(running) == 0


async def parked(running: Running) -> int:
    database = running.whole.ground.database
    async with database.begin() as session:
        return len(await updates.parked(session, database.secrets, running.inbox.bot_id))
