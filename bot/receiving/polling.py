"""Polling: getUpdates as raw JSON, each batch stored before the next offset acknowledges it."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from telegram.constants import UpdateType
from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.request import RequestData

# PTB has no public way to build a request's parameters outside of its Bot.
from telegram.request._requestparameter import RequestParameter

from bot.application import Assembled, TokenRefused
from bot.receiving.inbox import Inbox
from bot.storage.database import is_away

log = logging.getLogger(__name__)
# Seconds that Telegram holds an empty poll open, and how much longer the connection waits for it.
HELD_OPEN = 25
GRACE = 10.0
# However long Telegram is away, the bot is back within half a minute of it.
LONGEST_PAUSE = 30.0
# Seconds after which a database that was away is tried again.
AWAY = 0.5
ALLOWED = (
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CALLBACK_QUERY,
    UpdateType.INLINE_QUERY,
    UpdateType.MY_CHAT_MEMBER,
)


async def poll(assembled: Assembled, inbox: Inbox) -> None:
    """Fetch updates for ever; raises TokenRefused."""
    await _without_webhook(assembled)
    pause = 0.0
    while True:
        await asyncio.sleep(pause)
        try:
            batch = await _fetch(assembled, await inbox.next_offset())
            inbox.heard = True
            await inbox.take(batch)
            pause = 0.0
        except InvalidToken as error:
            raise TokenRefused("receiving.token_refused") from error
        except TelegramError as error:
            inbox.heard = False
            pause = _longer(pause, error)
            log.warning("polling.failed kind=%s pause=%.1f", type(error).__name__, pause)
        except Exception as error:
            if not is_away(error):
                raise
            # Not stored, so not acknowledged: Telegram still has it.
            pause = AWAY
            log.warning("polling.not_stored kind=%s", type(error).__name__)


async def _fetch(assembled: Assembled, offset: int | None) -> Sequence[Mapping[str, Any]]:
    parameters = {"timeout": HELD_OPEN, "allowed_updates": list(ALLOWED), "limit": 100}
    if offset is not None:
        parameters["offset"] = offset
    data = RequestData([RequestParameter.from_input(key, value) for key, value in parameters.items()])
    result = await assembled.request.post(
        f"{assembled.bot.base_url}/getUpdates", data, read_timeout=HELD_OPEN + GRACE
    )
    return [item for item in result if isinstance(item, dict)] if isinstance(result, list) else []


async def _without_webhook(assembled: Assembled) -> None:
    """Take a webhook off that an earlier run may have set, for Telegram polls only without one."""
    pause = 0.0
    while True:
        await asyncio.sleep(pause)
        try:
            await assembled.bot.delete_webhook()
        except InvalidToken as error:
            raise TokenRefused("receiving.token_refused") from error
        except TelegramError as error:
            pause = _longer(pause, error)
        else:
            return


def _longer(pause: float, error: TelegramError) -> float:
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        return float(wait if isinstance(wait, int) else wait.total_seconds())
    return min(LONGEST_PAUSE, max(0.5, pause * 2))
