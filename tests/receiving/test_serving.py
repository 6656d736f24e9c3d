import asyncio

import httpx
import pytest

from bot.application import TokenRefused
from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from bot.receiving.serving import by_polling, by_webhook, receiving
from bot.receiving.web import listen
from bot.receiving.webhook import HEADER
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


async def get(port: int, path: str) -> int:
    async with httpx.AsyncClient(trust_env=False) as client:
        while True:
            try:
                return (await client.get(f"http://127.0.0.1:{port}{path}")).status_code
            except httpx.TransportError:
                await asyncio.sleep(0.02)


async def test_by_webhook_an_update_is_delivered_and_answered(
    assemble: Assemble, tg: Telegram, ana: Person
) -> None:
    taken = listen("127.0.0.1", 0)
    port = taken.getsockname()[1]
    changes = {"webhook_url": "https://bot.example.org/hook", "webhook_secret": "s3cret"}
    async with assemble(**changes) as whole, receiving(whole, by_webhook(taken)):
        await ana.until(lambda: tg.called("setWebhook") or None)
        await ana.say("hello")
        async with httpx.AsyncClient(trust_env=False) as client:
            sent = await client.post(
                f"http://127.0.0.1:{port}/hook", json=tg.pending[0], headers={HEADER: "s3cret"}
            )
        assert sent.status_code == 200
        assert (await ana.next_message()).text == "Good day."


async def test_polling_has_its_health_too(assemble: Assemble, ana: Person) -> None:
    taken = listen("127.0.0.1", 0)
    async with assemble() as whole, receiving(whole, by_polling(taken)):
        assert await get(taken.getsockname()[1], "/health") == 200
        await ana.say("hello")
        assert (await ana.next_message()).text == "Good day."


async def test_by_polling_it_is_ready_while_telegram_answers(
    assemble: Assemble, tg: Telegram, ana: Person
) -> None:
    taken = listen("127.0.0.1", 0)
    async with assemble() as whole, receiving(whole, by_polling(taken)) as running:
        port = taken.getsockname()[1]
        await ana.say("hello")
        await ana.next_message()
        assert await get(port, "/ready") == 200
        for _ in range(5):
            tg.fail_next("getUpdates", 502, "Bad Gateway")
        await ana.say("hello")
        async with asyncio.timeout(5):
            while running.inbox.heard:  # noqa: ASYNC110  nobody rings
                await asyncio.sleep(0.01)
        assert await get(port, "/ready") == 503
