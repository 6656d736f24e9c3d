"""The webhook: Telegram's POST with its secret; 200 once the update is stored, and not before."""

import asyncio
import hmac
import json
import logging
from collections.abc import Mapping
from typing import Any, NoReturn
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.application import Assembled, TokenRefused
from bot.receiving.health import Health
from bot.receiving.inbox import Inbox
from bot.receiving.polling import ALLOWED
from bot.sending.transport import seconds_of

log = logging.getLogger(__name__)
HEADER = "x-telegram-bot-api-secret-token"
# Telegram's updates are a few kilobytes; nothing near this is one.
LARGEST = 1 << 20
# Deliveries that Telegram may have under way at once, over all replicas.
MOST_CONNECTIONS = 100
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0


class TooLarge(Exception):  # noqa: N818  the answer's name
    """A body beyond all updates."""


class Webhook:
    """Where Telegram delivers: takes updates into the inbox, and tells Telegram the address once."""

    def __init__(self, whole: Assembled, inbox: Inbox) -> None:
        self._whole = whole
        self._inbox = inbox
        self._settings = whole.ground.settings
        # Without a secret of the operator's own: one that all replicas derive from the key they share.
        self._secret = self._settings.webhook_secret or whole.ground.database.secrets.hash("webhook")
        self._known = False

    def app(self) -> Starlette:
        """Return the webhook as an ASGI application, health and metrics beside it."""
        path = urlsplit(self._settings.webhook_url or "").path or "/"
        health = Health(self._whole, self._inbox, lambda: self._known)
        return Starlette(routes=[Route(path, self.take, methods=["POST"]), *health.routes()])

    async def take(self, request: Request) -> Response:
        """Store an update; what is no update of Telegram's but bears the secret is acknowledged too."""
        status = await self._taken(request)
        self._inbox.metrics.requests.labels(status).inc()
        return Response(status_code=status)

    async def _taken(self, request: Request) -> int:
        if not self._is_telegram(request):
            return 403
        try:
            raw = _update(await _body(request))
            if raw is not None:
                await self._inbox.take([raw])
        except TooLarge:
            return 413
        except ClientDisconnect:
            return 400
        except Exception as error:  # noqa: BLE001  not stored, whatever the reason: Telegram delivers again
            log.warning("webhook.not_stored kind=%s", type(error).__name__)
            return 503
        return 200

    def _is_telegram(self, request: Request) -> bool:
        given = request.headers.get(HEADER, "")
        return hmac.compare_digest(given.encode(), self._secret.encode())

    async def announce(self) -> NoReturn:
        """Tell Telegram where to deliver, until it knows; then stay. Raises TokenRefused."""
        pause = FIRST_PAUSE
        while not self._known:
            try:
                await self._set()
            except InvalidToken:
                raise TokenRefused("receiving.token_refused") from None
            except TelegramError as error:
                # Telegram takes one setWebhook a second, and several replicas may start at once.
                wait = seconds_of(error) if isinstance(error, RetryAfter) else pause
                log.warning("webhook.not_set kind=%s pause=%.1f", type(error).__name__, wait)
                await asyncio.sleep(wait)
                pause = min(LONGEST_PAUSE, pause * 2)
            else:
                self._known = True
        while True:
            await asyncio.Event().wait()

    async def _set(self) -> None:
        await self._whole.bot.set_webhook(
            self._settings.webhook_url or "",
            allowed_updates=list(ALLOWED),
            secret_token=self._secret,
            max_connections=MOST_CONNECTIONS,
        )


async def _body(request: Request) -> bytes:
    """Read a body as far as an update can be long; raises TooLarge."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise TooLarge
    return bytes(body)


def _update(body: bytes) -> Mapping[str, Any] | None:
    """Return the update of a body; None for what is none, which Telegram would only send again."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        raw = None
    if isinstance(raw, dict):
        return raw
    log.warning("webhook.no_update bytes=%d", len(body))
    return None
