"""Telegram's queue of updates, which vanish once confirmed, and the bell that wakes who waits for them."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from bot.playground.telegram_calls import Call, Refused

Found = TypeVar("Found")

BY_REQUEST_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
LONGEST_POLL = 50  # seconds; Telegram's server caps the timeout silently
TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class Bell:
    """Wakes everyone who waits for something to change."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Let all waiters look again."""
        self._rung.set()
        self._rung = asyncio.Event()

    async def until(self, look: Callable[[], Found | None], timeout: float) -> Found:  # noqa: ASYNC109 the caller's patience is part of the promise
        """Return what `look` finds, as soon as it finds something; raises TimeoutError."""
        async with asyncio.timeout(timeout):
            while (found := look()) is None:
                await self._rung.wait()
        return found


class Updates:
    """The updates that the bot has not confirmed, in order."""

    def __init__(self, bell: Bell, first_id: int = 1) -> None:
        self.pending: list[dict[str, Any]] = []
        self.allowed: tuple[str, ...] = ()
        self.webhook: Mapping[str, Any] = {}
        self._bell = bell
        self._next_id = first_id
        self._poller = 0

    def put(self, kind: str, body: Mapping[str, Any]) -> int | None:
        """Queue an update and return its id, or None when the bot did not ask for its kind."""
        if not self._wanted(kind):
            return None
        return self.inject({kind: dict(body)})

    def inject(self, update: Mapping[str, Any]) -> int:
        """Queue a raw update as it stands; without an `update_id` it gets the next one."""
        number = int(update.get("update_id", self._next_id))
        self._next_id = max(self._next_id, number) + 1
        self.pending.append({"update_id": number, **update})
        self._bell.ring()
        return number

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in BY_REQUEST_ONLY

    async def get(self, call: Call) -> list[dict[str, Any]]:
        """Answer getUpdates: confirm what lies before the offset, then wait for something new."""
        if self.webhook.get("url"):
            raise Refused(WEBHOOK, status=409)
        self._poller += 1
        mine = self._poller
        self._bell.ring()
        self._allow(call.sequence("allowed_updates") if "allowed_updates" in call.params else None)
        self._confirm(call.whole("offset"))
        try:
            seconds = min(call.whole("timeout"), LONGEST_POLL)
            await self._bell.until(lambda: self.pending or mine != self._poller or None, seconds)
        except TimeoutError:
            return []
        if mine != self._poller:
            raise Refused(TERMINATED, status=409)
        return self.pending[: min(max(call.whole("limit", 100), 1), 100)]

    def _allow(self, kinds: Sequence[Any] | None) -> None:
        if kinds is not None:
            self.allowed = tuple(str(kind) for kind in kinds)

    def _confirm(self, offset: int) -> None:
        if offset > 0:
            self.pending = [update for update in self.pending if update["update_id"] >= offset]
        elif offset < 0:
            self.pending = self.pending[offset:]

    def set_webhook(self, call: Call) -> bool:
        """Answer setWebhook; the playground delivers nothing itself, a test posts `pending`."""
        url = call.text("url")
        if url and not url.startswith("https://"):
            raise Refused("bad webhook: An HTTPS URL must be provided for webhook")
        self.webhook = dict(call.params)
        self._allow(call.sequence("allowed_updates") if "allowed_updates" in call.params else None)
        self._drop(call)
        return True

    def delete_webhook(self, call: Call) -> bool:
        """Answer deleteWebhook."""
        self.webhook = {}
        self._drop(call)
        return True

    def _drop(self, call: Call) -> None:
        if call.flag("drop_pending_updates"):
            self.pending = []

    def webhook_info(self, _call: Call) -> dict[str, Any]:
        """Answer getWebhookInfo."""
        info = {
            "url": self.webhook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self.pending),
        }
        return {**info, **({"allowed_updates": list(self.allowed)} if self.allowed else {})}
