import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from bot.application import TokenRefused
from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from bot.receiving.inbox import Inbox
from bot.receiving.polling import ALLOWED
from bot.receiving.webhook import HEADER, LARGEST, Webhook
from bot.storage import updates
from tests.conftest import Assemble

URL = "https://bot.example.org/hook"
SECRET = "s3cret"


@pytest.fixture
async def hook(assemble: Assemble) -> AsyncIterator[Webhook]:
    async with assemble(webhook_url=URL, webhook_secret=SECRET) as whole:
        yield Webhook(whole, Inbox(whole, pause=0))


async def post(hook: Webhook, secret: str = SECRET, **body: Any) -> int:
    transport = httpx.ASGITransport(hook.app())
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        return (await client.post("/hook", headers={HEADER: secret}, **body)).status_code


async def stored(hook: Webhook) -> list[int]:
    database = hook._whole.ground.database
    async with database.begin() as session:
        return [one.update_id for one in await updates.waiting(session, database.secrets, hook._inbox.bot_id)]


async def test_200_means_stored(hook: Webhook, tg: Telegram, ana: Person) -> None:
    await ana.say("hello")
    assert await post(hook, json=tg.pending[0]) == 200
    assert await stored(hook) == [1]
    assert ana.messages == []


async def test_a_stored_update_is_answered_once_however_often_it_comes(
    hook: Webhook, tg: Telegram, ana: Person
) -> None:
    await ana.say("hello")
    for _ in range(2):
        assert await post(hook, json=tg.pending[0]) == 200
        await hook._inbox.empty()
    assert len(ana.messages) == 1


@pytest.mark.parametrize("secret", ["", "s3cre", "S3cret", "s3cret2", "rahasia"])
async def test_without_the_secret_nothing_is_stored(hook: Webhook, secret: str) -> None:
    assert await post(hook, secret, json={"update_id": 1}) == 403
    assert await stored(hook) == []


async def test_the_secret_is_the_keys_own_where_the_operator_gave_none(assemble: Assemble) -> None:
    async with assemble(webhook_url=URL) as whole:
        hook = Webhook(whole, Inbox(whole))
        assert await post(hook, "", json={"update_id": 1}) == 403
        assert await post(hook, whole.ground.database.secrets.hash("webhook"), json={"update_id": 1}) == 200


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"7", b"\xff", b"{}", b'{"update_id": true}', b'{"update_id": 1e400}', b"[" * 99_999],
)
async def test_what_is_no_update_is_acknowledged_and_left(hook: Webhook, content: bytes) -> None:
    assert await post(hook, content=content) == 200
    assert await stored(hook) == []


async def test_an_unknown_kind_of_update_is_acknowledged(hook: Webhook) -> None:
    assert await post(hook, json={"update_id": 9, "hologram": {"id": 1}}) == 200


async def test_a_body_beyond_all_updates_is_refused(hook: Webhook) -> None:
    assert await post(hook, content=b" " * (LARGEST + 1)) == 413


async def test_what_cannot_be_stored_is_not_acknowledged(
    hook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(_raw: object) -> None:
        raise OSError

    monkeypatch.setattr(hook._inbox, "take", full)
    assert await post(hook, json={"update_id": 1}) == 503


async def announced(hook: Webhook) -> None:
    """Announce for a moment: it stays once Telegram knows."""
    task = asyncio.create_task(hook.announce())
    await asyncio.wait({task}, timeout=0.2)
    assert hook._known
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_telegram_is_told_the_address_the_secret_and_the_kinds(hook: Webhook, tg: Telegram) -> None:
    await announced(hook)
    told = tg.called("setWebhook")[0]
    assert (told["url"], told["secret_token"]) == (URL, SECRET)
    assert told["allowed_updates"] == list(ALLOWED)


async def test_telegram_is_told_again_until_it_knows(
    hook: Webhook, tg: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.receiving.webhook.FIRST_PAUSE", 0)
    tg.fail_next("setWebhook", 429, "Too Many Requests: retry after 0", retry_after=0)
    await announced(hook)
    assert len(tg.called("setWebhook")) == 2


async def test_a_refused_token_ends_it(hook: Webhook, tg: Telegram) -> None:
    tg.fail_next("setWebhook", 401, "Unauthorized")
    with pytest.raises(TokenRefused):
        await hook.announce()


async def test_the_address_is_the_path_of_the_webhooks_url(assemble: Assemble) -> None:
    async with assemble(webhook_url="https://bot.example.org", webhook_secret=SECRET) as whole:
        hook = Webhook(whole, Inbox(whole))
        assert await post(hook, json={"update_id": 1}) == 404
        hook._settings = replace(hook._settings, webhook_url="https://bot.example.org/hook")
        assert await post(hook, json={"update_id": 1}) == 200
