import logging

import pytest
from telegram.error import NetworkError

from bot.application import TokenRefused
from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from tests.conftest import Start

SECRET = "PLAYGROUND"


def logged(caplog: pytest.LogCaptureFixture) -> str:
    formatter = logging.Formatter("%(message)s")
    return "\n".join(formatter.format(record) for record in caplog.records)


async def test_not_in_a_good_day_and_not_when_all_fails(
    start: Start, tg: Telegram, ana: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    tg.fail_next("deleteWebhook", 429, "Too Many Requests: retry after 0", retry_after=0)
    tg.break_next("getUpdates", NetworkError(f"https://api.telegram.org/bot{tg.token}/getUpdates"))
    for _ in range(2):
        tg.break_next("sendMessage", NetworkError(f"https://api.telegram.org/bot{tg.token}/sendMessage"))
    async with start() as running:
        await ana.say("hello")
        await ana.next_message()
        await running.quiet()
    assert "polling.failed" in logged(caplog)
    assert "inbox.failed" in logged(caplog)
    assert SECRET not in logged(caplog)


async def test_not_when_telegram_refuses_it(
    start: Start, tg: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    tg.fail_next("getMe", 401, "Unauthorized")
    with pytest.raises(TokenRefused) as refused:
        async with start():
            pass
    assert SECRET not in logged(caplog) + str(refused.value)
