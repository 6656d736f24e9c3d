"""The way to Telegram's server: PTB's BaseRequest over aiohttp, and its errors sorted once.

The token stands in every address. So no error of aiohttp's goes on: a new one is raised outside the handler
and carries the class name only, neither text nor context.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any
from urllib.request import getproxies

import aiohttp
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import BaseRequest, RequestData

# What an answer to a sent message repeats of it; PTB would make objects of it all.
OUR_OWN = {"text", "entities", "reply_markup", "link_preview_options", "reply_to_message"}
# Only these mean that nothing was sent: every other failure may come after Telegram acted.
UNREACHED = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)


class NeverSent(NetworkError):  # noqa: N818 the house's word for this fate
    """No connection came about: nothing reached Telegram, and the call may be repeated safely."""


class Fate(StrEnum):
    """What to do with a call that failed."""

    RETRY = "retry"
    FINAL = "final"
    MOVED = "moved"
    UNCERTAIN = "uncertain"
    NEVER_SENT = "never_sent"


def fate_of(error: Exception) -> Fate:
    """Sort an error of a Bot API call."""
    match error:
        case RetryAfter():  # refused before any effect, and Telegram says how long to wait
            return Fate.RETRY
        case ChatMigrated():  # refused; the same call is right with the new chat id
            return Fate.MOVED
        case NeverSent():
            return Fate.NEVER_SENT
        # Telegram understood and said no; it will say no again. (Non-Telegram errors below: our own fault.)
        case BadRequest() | Forbidden() | InvalidToken() | Conflict() | EndPointNotFound():
            return Fate.FINAL
        # A timeout, a lost connection, a 5xx, an unreadable answer: it may have been carried out.
        case TelegramError():
            return Fate.UNCERTAIN
    return Fate.FINAL


def seconds_of(error: RetryAfter) -> float:
    """Return the seconds for which Telegram wants to be left alone."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """The seconds to wait where a call does not say: for an answer, an upload, a connection, a free one."""

    read: float = 5
    write: float = 5
    connect: float = 5
    pool: float = 1


class AiohttpRequest(BaseRequest):
    """PTB's request over one aiohttp session of at most `connections` connections."""

    def __init__(
        self, connections: int = 256, *, patience: Patience = Patience(), trust_env: bool = True
    ) -> None:
        self._connections = connections
        self._patience = patience
        self._trust_env = trust_env
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """The seconds that an answer may take, where a call does not say."""
        return self._patience.read

    async def initialize(self) -> None:
        """Open the session; a second call changes nothing."""
        if self._session is not None:
            return
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=self._connections),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self.USER_AGENT},
            # Where no proxy is set, looking for one (and for .netrc) at each request is for nothing.
            trust_env=self._trust_env and bool(getproxies()),
        )

    async def shutdown(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()
        self._session = None

    async def do_request(  # noqa: PLR0913, PLR0917 PTB's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Send one request; raises NeverSent, TimedOut or NetworkError."""
        connect = _seconds(connect_timeout, self._patience.connect)
        read = _seconds(read_timeout, self._patience.read)
        if request_data is not None and request_data.contains_files:
            # aiohttp has no write timeout: its read timeout runs while the files go up.
            read = _sum(read, _seconds(write_timeout, self._patience.write))
        waiting = _sum(_seconds(pool_timeout, self._patience.pool), connect)
        limits = aiohttp.ClientTimeout(total=None, connect=waiting, sock_connect=connect, sock_read=read)
        return await self._sent(url, method, request_data, limits)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer; of a message that was sent only its place is kept, for its text is ours."""
        answer: dict[str, Any] = BaseRequest.parse_json_payload(payload)
        result = answer.get("result")
        if isinstance(result, dict) and "message_id" in result:
            for name in OUR_OWN & result.keys():
                del result[name]
        return answer

    async def _sent(
        self, url: str, method: str, request_data: RequestData | None, limits: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NeverSent("NotInitialized")
        try:
            # A redirect would carry the token to another host.
            async with self._session.request(
                method, url, data=_body(request_data), timeout=limits, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            failure = _failure(error)
        raise failure


def _failure(error: Exception) -> NetworkError:
    name = type(error).__name__
    if isinstance(error, UNREACHED):
        return NeverSent(name)
    return TimedOut(name) if isinstance(error, TimeoutError) else NetworkError(name)


def _body(request_data: RequestData | None) -> aiohttp.FormData | aiohttp.BytesPayload | None:
    if request_data is None or not request_data.json_parameters:
        return None
    if not request_data.contains_files:
        # A third of the cost of a form, whose every character must be looked at.
        return aiohttp.BytesPayload(request_data.json_payload, content_type="application/json")
    form = aiohttp.FormData(request_data.json_parameters)
    for name, (filename, content, kind) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form


def _seconds(given: object, default: float) -> float | None:
    if given is BaseRequest.DEFAULT_NONE:
        return default
    return float(given) if isinstance(given, (int, float)) else None


def _sum(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else first + second
