import re

import pytest

from bot.chat.pressing import Press, button
from bot.playground.telegram_people import Person
from tests.conftest import Running


@pytest.mark.parametrize(("data", "told"), [("x1:id", "id 1001"), ("x1:id:more", "no longer works")])
async def test_a_button_is_read_whole_and_its_waiting_sign_stops(
    running: Running, ana: Person, data: str, told: str
) -> None:
    async def pressed(press: Press) -> None:
        await press.reply(f"{press.language.code} {press.user.id}")

    bound = button(running.whole.house, re.compile("x1:(?P<language>[a-z]{2})"), pressed)
    running.whole.app.add_handler(bound, group=-1)
    await ana.say("hello")
    await running.quiet()
    query = {"id": "7", "from": ana.user.json(), "message": ana.messages[-1].json(), "chat_instance": "1"}
    running.tg.inject({"callback_query": {**query, "data": data}})
    await running.quiet()
    assert told in "\n".join(message.text for message in ana.messages)
    assert running.tg.called("answerCallbackQuery")
    running.tg.refused.clear()
