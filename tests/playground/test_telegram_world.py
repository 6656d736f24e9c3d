from datetime import UTC, datetime

import pytest

from bot.playground.telegram_calls import Call, Refused
from bot.playground.telegram_chats import User
from bot.playground.telegram_updates import Bell, Updates
from bot.playground.telegram_world import World


@pytest.fixture
def world() -> World:
    bell = Bell()
    user = User(id=1, first_name="Gerbang", is_bot=True)
    day = datetime(2026, 11, 24, tzinfo=UTC)
    return World(bot=user, token="1:x", now=lambda: day, bell=bell, updates=Updates(bell))


@pytest.mark.parametrize(
    ("chat_id", "reason"),
    [("", "chat_id is empty"), (0, "chat not found"), ("@harbour", "chat not found"), (5, "chat not found")],
)
def test_a_call_must_name_a_chat_that_exists(world: World, chat_id: object, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        world.chat(Call("sendMessage", {"chat_id": chat_id}))
    assert caught.value.description == f"Bad Request: {reason}"


def test_no_two_queries_share_an_id(world: World) -> None:
    assert world.query().id != world.query().id
