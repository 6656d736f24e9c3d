from typing import Any

import pytest

from bot.playground.telegram_people import Person
from bot.storage import updates
from tests.conftest import Running


@pytest.mark.parametrize(
    "body",
    [
        {"message": {"message_id": 1}},
        {"message": "text"},
        {"message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}, "entities": [{}]}},
        {"callback_query": {"id": "1"}},
        {"callback_query": 7},
        {"my_chat_member": {"chat": 1}},
        {"edited_message": {"date": "yesterday"}},
    ],
)
async def test_it_holds_up_nobody(running: Running, ana: Person, body: dict[str, Any]) -> None:
    number = running.tg.inject(body)
    await ana.say("hello")
    assert (await ana.next_message()).text == "Good day."
    await running.quiet()
    database = running.whole.ground.database
    async with database.begin() as session:
        parked = await updates.parked(session, database.secrets, running.inbox.bot_id)
    assert [one.update_id for one in parked] == [number]


@pytest.mark.parametrize("body", [{}, {"a_kind_of_tomorrow": {"id": 1}}, {"message": None}])
async def test_an_unknown_kind_is_passed_over(running: Running, ana: Person, body: dict[str, Any]) -> None:
    running.tg.inject(body)
    await ana.say("hello")
    assert (await ana.next_message()).text == "Good day."
