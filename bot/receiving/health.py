"""Health: whether the process lives, whether it can answer, and its metrics."""

import asyncio
from collections.abc import Callable

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.application import Assembled
from bot.assistant import local_day
from bot.receiving.inbox import Inbox
from bot.storage import outbox, updates

# Seconds after which a database that does not answer counts as gone.
PATIENCE = 2.0


class Health:
    """The addresses for an operator's tools; `heard` tells whether Telegram knows where to deliver."""

    def __init__(self, whole: Assembled, inbox: Inbox, heard: Callable[[], bool]) -> None:
        self._whole = whole
        self._inbox = inbox
        self._heard = heard
        self._counting: asyncio.Task[bool] | None = None

    def routes(self) -> list[Route]:
        """Return the addresses."""
        return [
            Route("/health", self.health, methods=["GET"]),
            Route("/ready", self.ready, methods=["GET"]),
            Route("/metrics", self.metrics, methods=["GET"]),
        ]

    async def health(self, _request: Request) -> Response:
        """Say that the process lives."""
        return PlainTextResponse("ok")

    async def ready(self, _request: Request) -> Response:
        """Say whether database, edition and Telegram are there; 503 when one is not."""
        parts = {
            "database": await self._counted(),
            "edition": self._whole.house.assistant.library.shelf.number is not None,
            "telegram": self._heard(),
        }
        return JSONResponse(parts, status_code=200 if all(parts.values()) else 503)

    async def metrics(self, _request: Request) -> Response:
        """Return the metrics; how the inbox stands is as of the latest moment the database could say it."""
        await self._counted()
        measured, shelf = self._inbox.metrics, self._whole.house.assistant.library.shelf
        day = local_day(self._whole.ground.now())
        reviews = [entry.review_by for entry in shelf.content.entries.values() if entry.review_by]
        measured.edition.set(shelf.number or 0)
        measured.stale.set(sum(review < day for review in reviews))
        return Response(measured.text(), media_type=CONTENT_TYPE_LATEST)

    async def _counted(self) -> bool:
        """Read how the inbox stands; False when the database does not answer in time.

        A count that is still waiting is waited for by the next who ask, so that they do not pile up.
        """
        if self._counting is None or self._counting.done():
            self._counting = asyncio.create_task(self._count(), name="count")
        done, _ = await asyncio.wait({self._counting}, timeout=PATIENCE)
        return bool(done) and self._counting.result()

    async def _count(self) -> bool:
        try:
            async with self._whole.ground.database.begin() as session:
                waiting, parked = await updates.counted(session, self._inbox.bot_id)
                unsent = await outbox.count(session, ("waiting", "sending"))
                uncertain = await outbox.count(session, ("uncertain",))
        except Exception:  # noqa: BLE001  whatever keeps the database from answering, it is not ready
            return False
        self._inbox.metrics.waiting.set(waiting)
        self._inbox.metrics.parked.set(parked)
        self._inbox.metrics.unsent.set(unsent)
        self._inbox.metrics.uncertain.set(uncertain)
        return True
