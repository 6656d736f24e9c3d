"""What a process of the bot writes, over a whole journey with faults, holds nothing of a person or a key."""

from pathlib import Path

import aiohttp
import pytest

from bot.ground import utc_now
from bot.playground.telegram import Telegram
from bot.receiving.webhook import HEADER
from tests.conftest import KEY
from tests.process import copied, over_http

TOKEN = "7000000001:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
SECRET = "a-webhook-secret-of-its-own"
NAME, PHONE = "Aigerim Nurlanova", "+7 701 555 01 23"
PERSON = 987_654_321
QUESTIONS = ("which colour are the cranes", f"call me, I am {NAME}, {PHONE}", "hello")


@pytest.mark.parametrize("kind", ["text", "json"])
@pytest.mark.parametrize("by_webhook", [False, True])
async def test_no_secret_is_ever_logged(
    toy_published: Path,
    tmp_path: Path,
    kind: str,
    by_webhook: bool,  # noqa: FBT001  a case
    unused_tcp_port: int,
) -> None:
    tg = Telegram(now=utc_now, token=TOKEN)
    person = tg.person(PERSON, name=NAME, username="aigerim_n")
    hook = {"GERBANG_WEBHOOK_URL": "https://bot.example.org/hook", "GERBANG_WEBHOOK_SECRET": SECRET}
    tg.fail_next("sendMessage", 500, "Internal Server Error")
    tg.fail_next("getMe", 502, "Bad Gateway")
    listen = f"127.0.0.1:{unused_tcp_port}"
    environ = {"GERBANG_LOG": kind, "GERBANG_LISTEN": listen, **(hook if by_webhook else {})}
    url = copied(toy_published, tmp_path)
    async with over_http(tg, tmp_path, url, toy_published / "content", **environ) as bot:
        await bot.start()
        if by_webhook:
            await person.until(lambda: tg.called("setWebhook") or None, 30)
        for text in QUESTIONS:
            await person.say(text)
        tg.inject({"message": {"text": QUESTIONS[1], "from": {"id": 5, "first_name": NAME}}})
        if by_webhook:
            await deliver(tg, f"http://{listen}/hook")
        await person.until(lambda: len(person.messages) >= len(QUESTIONS) or None, 30)
        # A second run works over what the first one left.
        assert await bot.stop() == 0
    assert "inbox.parked" in bot.logged
    secrets = (
        TOKEN,
        TOKEN.partition(":")[2],
        KEY,
        SECRET,
        NAME,
        "aigerim",
        PHONE,
        "701 555",
        str(PERSON),
    )
    found = [one for one in (*secrets, *QUESTIONS[:2]) if one in bot.logged]
    assert found == []


async def deliver(tg: Telegram, address: str) -> None:
    """Deliver what waits, as Telegram does; and once as somebody who guesses the secret."""
    async with aiohttp.ClientSession() as session:
        async with session.post(address, json=tg.pending[0], headers={HEADER: "wrong"}) as refused:
            assert refused.status == 403
        for update in tg.pending:
            async with session.post(address, json=update, headers={HEADER: SECRET}) as taken:
                assert taken.status == 200
