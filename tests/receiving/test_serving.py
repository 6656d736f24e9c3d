import asyncio

import pytest

from bot.application import TokenRefused
from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from bot.receiving.serving import receiving
from tests.conftest import Assemble, Running, Start


async def test_what_comes_in_is_handled(running: Running, ana: Person) -> None:
    await ana.say("hello")
    assert (await ana.next_message()).text == "Good day."


async def test_the_stop_ends_the_wait(running: Running) -> None:
    stop = asyncio.Event()
    stop.set()
    await running.receiving.until(stop)
    assert not running.receiving.polling.done()


async def test_what_ends_polling_ends_the_wait(assemble: Assemble, tg: Telegram) -> None:
    tg.fail_next("getUpdates", 401, "Unauthorized")
    async with assemble() as whole, receiving(whole) as running:
        with pytest.raises(TokenRefused):
            await running.until(asyncio.Event())


async def test_the_block_leaves_no_task_behind(start: Start, ana: Person) -> None:
    async with start() as running:
        await ana.say("hello")
        await running.quiet()
    assert running.receiving.polling.done()
    assert running.receiving.working.done()


async def test_what_was_taken_at_the_end_is_answered_once(start: Start, ana: Person) -> None:
    async with start() as running:
        await ana.say("hello")
        await ana.until(lambda: not running.tg.pending or None)
    async with start():
        await ana.next_message()
    assert [message.text for message in ana.messages] == ["Good day."]
