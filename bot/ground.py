"""The ground: what stands without Telegram: database, languages, encoder, and the assistant over them."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot import memory
from bot.assistant import Assistant
from bot.content.content import Content
from bot.languages import Languages
from bot.library import Library, NothingPublished, encoder_name, prepare, stored_vectors, texts_of
from bot.publishing import earlier
from bot.publishing.publish import Press, Refused, check
from bot.search.model import Model
from bot.search.semantic import SentenceEncoder
from bot.settings import Settings
from bot.storage import editions
from bot.storage.database import Database
from bot.storage.secrets import Secrets

log = logging.getLogger(__name__)


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


def utc_now() -> datetime:
    """Return the moment; the one place where the clock is read."""
    return datetime.now(UTC)


@asynccontextmanager
async def opened(settings: Settings, now: Callable[[], datetime] = utc_now) -> AsyncIterator[Ground]:
    """Open what stands without Telegram, for the length of the block."""
    memory.share()
    languages = Languages.load(settings.locales)
    secrets = _secrets(settings)
    encoder = SentenceEncoder(settings.cache) if settings.semantic else None
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
    gc.collect()
    memory.give_back()
    return Assistant(library)


async def _library(ground: Ground, *, draft: bool) -> Library:
    if draft:
        return await draft_library(ground, ground.settings.content)
    try:
        return await Library.open(ground.languages, ground.encoder, ground.database)
    except NothingPublished:
        number = (await ground.press.publish(ground.settings.content, ground.now())).number
        log.info("edition.published number=%d", number)
        return await Library.open(ground.languages, ground.encoder, ground.database)


async def draft_library(ground: Ground, folder: Path) -> Library:
    """Return a library of unpublished content; raises Refused when it has faults."""
    checked = check(folder, ground.languages, ground.now())
    if checked.faults:
        raise Refused(checked.problems)
    texts = await asyncio.to_thread(texts_of, checked.content, ground.languages)
    known = await stored_vectors(ground.database, texts, ground.encoder)
    model = await _earlier_model(ground, checked.content)
    shelf = await asyncio.to_thread(
        prepare, None, checked.content, ground.languages, ground.encoder, known, model, texts
    )
    return Library(ground.languages, ground.encoder, None, shelf)


async def _earlier_model(ground: Ground, content: Content) -> Model | None:
    """Return the published calibration where it serves a draft, which then takes no longer than a change."""
    async with ground.database.begin() as session:
        return await earlier.model(session, content, encoder_name(ground.encoder), ground.now().date())
