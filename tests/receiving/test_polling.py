import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.application import Assembled, TokenRefused
from bot.playground.telegram import Telegram
from bot.playground.telegram_calls import Call
from bot.playground.telegram_people import Person
from bot.receiving import polling
from bot.receiving.inbox import Inbox
from bot.receiving.polling import ALLOWED, LONGEST_PAUSE, poll
from tests.conftest import Running


async def test_every_kind_of_update_that_a_duty_handles_is_asked_for(running: Running, ana: Person) -> None:
    await ana.say("hello")
    await running.quiet()
    assert running.tg._world.updates.allowed == ALLOWED


class Watched(Inbox):
    """Notes what Telegram still held after each batch was stored."""

    def __init__(self, whole: Assembled, tg: Telegram) -> None:
        super().__init__(whole)
        self._tg = tg
        self.held: list[int] = []

    async def take(self, raw: Sequence[Mapping[str, Any]]) -> None:
        await super().take(raw)
        self.held += [update["update_id"] for update in self._tg.pending]


async def test_updates_are_acknowledged_only_once_stored(inbox: Inbox, tg: Telegram, ana: Person) -> None:
    watched = Watched(whole_of(inbox), tg)
    await ana.say("hello")
    task = asyncio.create_task(poll(whole_of(inbox), watched))
    await ana.until(lambda: not tg.pending or None)
    task.cancel()
    assert watched.held == [1]


async def test_a_webhook_of_an_earlier_run_is_taken_off(running: Running, ana: Person) -> None:
    await ana.say("hello")
    await running.quiet()
    assert running.tg.called("deleteWebhook") == [{}]


async def test_a_webhook_set_meanwhile_gives_a_conflict_and_polling_goes_on(
    inbox: Inbox, tg: Telegram, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "_longer", lambda _pause, _error: 0)
    tg._world.updates.set_webhook(Call("setWebhook", {"url": "https://gone.example"}))
    tg.fail_next("deleteWebhook", 429, "Too Many Requests: retry after 1", retry_after=1)
    tg.fail_next("getUpdates", 409, "Conflict: terminated by other getUpdates request")
    tg.break_next("getUpdates", NetworkError("lost"))
    await ana.say("hello")
    task = asyncio.create_task(poll(whole_of(inbox), inbox))
    await ana.until(lambda: not tg.pending or None)
    task.cancel()
    assert await inbox.next_offset() == 2


@pytest.mark.parametrize("method", ["deleteWebhook", "getUpdates"])
async def test_a_token_that_telegram_takes_back_ends_polling(inbox: Inbox, tg: Telegram, method: str) -> None:
    tg.fail_next(method, 401, "Unauthorized")
    with pytest.raises(TokenRefused) as refused:
        await poll(whole_of(inbox), inbox)
    assert refused.value.key == "receiving.token_refused"


def test_pauses_grow_to_a_limit() -> None:
    pauses = [0.0]
    for _ in range(10):
        pauses.append(polling._longer(pauses[-1], NetworkError("lost")))
    assert pauses[1:4] == [0.5, 1, 2]
    assert pauses[-1] == LONGEST_PAUSE


def test_telegrams_own_pause_counts() -> None:
    assert polling._longer(8, RetryAfter(3)) == 3
    assert polling._longer(8, BadRequest("no")) == 16


def whole_of(inbox: Inbox) -> Assembled:
    return inbox._assembled
