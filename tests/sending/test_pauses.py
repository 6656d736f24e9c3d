from datetime import timedelta
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from bot.sending.pauses import MOST_CHATS, ChatPauses
from tests.conftest import Start


class Clock:
    seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


async def call(pauses: ChatPauses, chat: int | None, error: Exception | None = None) -> Any:
    async def callback() -> bool:
        if error is not None:
            raise error
        return True

    data = {} if chat is None else {"chat_id": chat}
    return await pauses.process_request(callback, (), {}, "sendMessage", data, None)


async def test_a_chat_is_left_alone_for_as_long_as_telegram_says() -> None:
    clock = Clock()
    pauses = ChatPauses(clock)
    with pytest.raises(RetryAfter):
        await call(pauses, 1, RetryAfter(3))
    clock.seconds += 2
    with pytest.raises(RetryAfter) as held:
        await call(pauses, 1)
    assert held.value._retry_after == timedelta(seconds=1)
    clock.seconds += 1
    assert await call(pauses, 1) is True


async def test_other_chats_and_calls_without_a_chat_go_on() -> None:
    pauses = ChatPauses(Clock())
    for chat in (1, None):
        with pytest.raises(RetryAfter):
            await call(pauses, chat, RetryAfter(3))
    assert await call(pauses, 2) is True
    assert await call(pauses, None) is True


async def test_old_pauses_are_forgotten() -> None:
    clock = Clock()
    pauses = ChatPauses(clock)
    for chat in range(MOST_CHATS + 1):
        clock.seconds += 5
        with pytest.raises(RetryAfter):
            await call(pauses, chat, RetryAfter(3))
    assert len(pauses._until) == 1


async def test_two_people_of_a_held_group_cause_one_refused_call(
    start: Start, tg: Telegram, ana: Person
) -> None:
    group = tg.group(-1001, "Delegation", ana, budi := tg.person(1002, "Budi"))
    async with start() as running:
        tg.fail_next("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
        for person in (ana, budi):
            await person.say("@gerbang_bot which colour are the cranes", group)
            await running.tg._world.bell.until(lambda: tg.called("sendMessage") or None, 5)
        await running.quiet()
    assert len(group.messages) == 2
    assert len(tg.called("sendMessage")) == 3
