from typing import Any

import pytest

from bot.languages import Languages
from bot.playground.telegram_people import Person
from tests.conftest import Running

FILE = {"file_id": "f", "file_unique_id": "f"}
SIZE = {"width": 9, "height": 9}
PLACE = {"latitude": -1.2, "longitude": 116.8}
POLL = {
    "id": "1",
    "question": "Which?",
    "options": [],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": True,
    "members_only": False,
}
KINDS: dict[str, dict[str, Any]] = {
    "photo": {"photo": [{**FILE, **SIZE}]},
    "photo with words": {"photo": [{**FILE, **SIZE}], "caption": "how long is the quay"},
    "voice": {"voice": {**FILE, "duration": 3}},
    "audio": {"audio": {**FILE, "duration": 3}},
    "video": {"video": {**FILE, **SIZE, "duration": 3}},
    "video note": {"video_note": {**FILE, "length": 9, "duration": 3}},
    "sticker": {
        "sticker": {**FILE, **SIZE, "is_animated": False, "is_video": False, "type": "regular"},
    },
    "location": {"location": PLACE},
    "venue": {"location": PLACE, "venue": {"location": PLACE, "title": "Bay", "address": "Quay 1"}},
    "contact": {"contact": {"phone_number": "1", "first_name": "Ana"}},
    "document": {"document": FILE},
    "poll": {"poll": POLL},
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
    "something new": {"hologram": {"depth": 3}},
}


@pytest.mark.parametrize("kind", KINDS)
async def test_what_is_no_text_gets_one_kind_message(
    running: Running, ana: Person, languages: Languages, kind: str
) -> None:
    await ana.send(**{"text": "", **KINDS[kind]})
    await running.quiet()
    assert [message.text for message in ana.messages] == [languages["en"].text("other.no_text")]


@pytest.mark.parametrize("text", ["\u200b", "\u2063\u2063", "/", "/nonsense", "?", "👍", "P", "\U000e0041"])
async def test_every_text_gets_one_message(running: Running, ana: Person, text: str) -> None:
    await ana.say(text)
    await running.quiet()
    assert len(ana.messages) == 1
    assert ana.messages[0].text.strip()


@pytest.mark.parametrize("command", ["about", "privacy", "settings", "language", "help", "start"])
async def test_every_command_gets_one_message_of_its_own(
    running: Running, ana: Person, languages: Languages, command: str
) -> None:
    await ana.say(f"/{command}")
    await running.quiet()
    (message,) = ana.messages
    assert message.text != languages["en"].text("welcome.unknown_command")


async def test_an_edited_message_gets_silence(running: Running, ana: Person) -> None:
    ana.edit(await ana.say("which colour are the cranes"), "how long is the quay")
    await running.quiet()
    assert len(ana.messages) == 1


@pytest.mark.parametrize(
    "kind",
    ["edited_message", "channel_post", "edited_channel_post", "business_message", "edited_business_message"],
)
async def test_what_is_not_said_to_the_bot_gets_silence(running: Running, ana: Person, kind: str) -> None:
    await ana.say("/help")
    await ana.next_message()
    chat = {"id": -1007, "type": "channel", "title": "News"} if "channel" in kind else ana.chat.json()
    message = {"message_id": 77, "date": 1, "chat": chat, "from": ana.user.json(), **KINDS["photo"]}
    running.tg.inject({kind: message})
    running.tg.inject({kind: {**message, "photo": [], "text": "how long is the quay"}})
    await running.quiet()
    assert len(ana.messages) == 1
