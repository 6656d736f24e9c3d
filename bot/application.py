"""The application: settings become one running whole, inside one block that bounds its life."""

import asyncio
import ctypes
import gc
import logging
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder, ContextTypes, ExtBot
from telegram.request import BaseRequest

from bot.assistant import Assistant
from bot.chat import about, groups, inline, language, other, privacy, question, topics, trouble, welcome
from bot.chat import settings as choices
from bot.chat.context import Context, Handler, House
from bot.languages import Languages, Trouble
from bot.library import Library, NothingPublished, prepare
from bot.publishing.publish import Press, Refused, check
from bot.search.semantic import SentenceEncoder
from bot.sending.transport import AiohttpRequest
from bot.settings import Settings
from bot.storage import editions
from bot.storage.database import Database
from bot.storage.secrets import Secrets

App = Application[Any, Context, Any, Any, Any, Any]
log = logging.getLogger(__name__)
# Seconds between two attempts to reach Telegram at the start.
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0


class TokenRefused(Trouble):
    """Telegram does not know the token."""


@dataclass(frozen=True)
class Ground:
    """What stands without Telegram: database, languages, encoder, and the assistant over a library."""

    settings: Settings
    languages: Languages
    database: Database
    encoder: SentenceEncoder | None
    press: Press
    now: Callable[[], datetime]

    async def has_edition(self) -> bool:
        """Tell whether anything was published yet."""
        async with self.database.begin() as session:
            return await editions.current(session) is not None


@dataclass(frozen=True)
class Assembled:
    """The running whole: the ground, the duties' house, and PTB's application with its transport."""

    ground: Ground
    house: House
    app: App
    bot: ExtBot[None]
    request: BaseRequest


def utc_now() -> datetime:
    """Return the moment; the one place where the clock is read."""
    return datetime.now(UTC)


@asynccontextmanager
async def opened(settings: Settings, now: Callable[[], datetime] = utc_now) -> AsyncIterator[Ground]:
    """Open what stands without Telegram, for the length of the block."""
    languages = Languages.load(settings.locales)
    secrets = _secrets(settings)
    encoder = SentenceEncoder() if settings.semantic else None
    database = await Database.open(settings.database_url, secrets)
    try:
        yield Ground(settings, languages, database, encoder, Press(languages, encoder, database), now)
    finally:
        await database.close()


def _secrets(settings: Settings) -> Secrets:
    if settings.secret_key:
        return Secrets.from_key(settings.secret_key)
    return Secrets.from_file(settings.secret_key_file)


async def assistant(ground: Ground, *, draft: bool = False) -> Assistant:
    """Return an assistant over the newest edition; publishes first where there is none yet."""
    # The encoder's weights load beside the edition: together they are most of a start.
    warming = asyncio.to_thread(ground.encoder.warm) if ground.encoder else asyncio.sleep(0)
    library, _ = await asyncio.gather(_library(ground, draft=draft), warming)
    return Assistant(library)


async def _library(ground: Ground, *, draft: bool) -> Library:
    if draft:
        return await draft_library(ground, ground.settings.content)
    try:
        return await Library.open(ground.languages, ground.encoder, ground.database)
    except NothingPublished:
        number = (await ground.press.publish(ground.settings.content, ground.now())).number
        log.info("edition.published number=%d", number)
        _give_back_memory()
        return await Library.open(ground.languages, ground.encoder, ground.database)


def _give_back_memory() -> None:
    """Return what publishing used to the system, for glibc would keep it as long as the bot runs."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


async def draft_library(ground: Ground, folder: Path) -> Library:
    """Return a library of unpublished content; raises Refused when it has faults."""
    checked = check(folder, ground.languages, ground.now())
    if checked.faults:
        raise Refused(checked.problems)
    shelf = prepare(None, checked.content, ground.languages, ground.encoder, {})
    return Library(ground.languages, ground.encoder, None, shelf)


@asynccontextmanager
async def assembled(
    ground: Ground, helper: Assistant, token: str, request: BaseRequest | None = None
) -> AsyncIterator[Assembled]:
    """Assemble the bot for the length of the block; `request` replaces the transport. Raises TokenRefused."""
    house = House(
        assistant=helper,
        database=ground.database,
        now=ground.now,
        authority=ground.settings.authority,
    )
    updates = request or AiohttpRequest()
    bot = ExtBot(
        token,
        base_url=f"{ground.settings.api_url}/bot",
        request=request or AiohttpRequest(),
        get_updates_request=updates,
    )
    app = ApplicationBuilder().bot(bot).updater(None).context_types(_types()).build()
    for handler in duties(house):
        app.add_handler(handler)
    app.add_error_handler(partial(trouble.note, house))
    await _introduced(bot)
    async with app:
        yield Assembled(ground, house, app, bot, updates)


async def _introduced(bot: ExtBot[None]) -> None:
    """Ask Telegram who the bot is, until it can be reached."""
    pause = FIRST_PAUSE
    while True:
        try:
            await bot.initialize()
        except InvalidToken:
            await bot.shutdown()
            # PTB's words hold the token, so they go no further.
            raise TokenRefused("receiving.token_refused") from None
        except TelegramError as error:
            log.warning("telegram.unreached kind=%s pause=%.1f", type(error).__name__, pause)
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)
        else:
            return


def _types() -> ContextTypes[Context, dict[Any, Any], dict[Any, Any], dict[Any, Any]]:
    return ContextTypes()


def duties(house: House) -> list[Handler]:
    """Return all handlers in the order in which they are asked."""
    private = [
        *welcome.handlers(house),
        *topics.handlers(house),
        *language.handlers(house),
        *choices.handlers(house),
        *about.handlers(house),
        *privacy.handlers(house),
    ]
    return [
        *private,
        *groups.handlers(house, private),
        *inline.handlers(house),
        *question.handlers(house),
        *welcome.last_handlers(house),
        *other.handlers(house),
    ]
