"""The library: the published edition in memory, with its search index and its writer."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot import memory
from bot.answers.writer import Writer
from bot.content.content import Content
from bot.languages import Languages, Trouble
from bot.search.fitting import Texts
from bot.search.matching import Context, Finding, Search
from bot.search.model import BadModel, Model
from bot.search.semantic import Encoder, fingerprint
from bot.search.views import Speller
from bot.storage import editions, vectors
from bot.storage.database import Database


class NothingPublished(Trouble):
    """The database holds no edition yet."""


@dataclass(frozen=True)
class Shelf:
    """One edition, ready to answer; `number` is None for unpublished content."""

    number: int | None
    content: Content
    search: Search
    writer: Writer


class Library:
    """Answers from the newest edition; a newer one is taken up between two questions."""

    def __init__(
        self, languages: Languages, encoder: Encoder | None, database: Database | None, shelf: Shelf
    ) -> None:
        self.languages = languages
        self.shelf = shelf
        self._encoder = encoder
        self._database = database
        self._loading = asyncio.Lock()

    @classmethod
    async def open(cls, languages: Languages, encoder: Encoder | None, database: Database) -> "Library":
        """Load the newest edition; raises NothingPublished."""
        shelf = await load(languages, encoder, database)
        return cls(languages, encoder, database, shelf)

    async def refresh(self, newest: int | None = None) -> None:
        """Take up a newer edition if there is one; `newest`, when the caller has just read it."""
        if self._database is None or (newest or await self._newest()) == self.shelf.number:
            return
        async with self._loading:
            if await self._newest() != self.shelf.number:
                self.shelf = await load(self.languages, self._encoder, self._database)
                # The edition before went with the last question that was asked of it.
                await asyncio.to_thread(memory.give_back)

    async def _newest(self) -> int | None:
        if self._database is None:
            return None
        return await self._database.look(editions.newest)

    def find(self, question: str, context: Context | None = None) -> Finding:
        """Search the edition for a question."""
        return self.shelf.search.find(question, context)


async def load(languages: Languages, encoder: Encoder | None, database: Database) -> Shelf:
    """Read the newest edition from the database and prepare its search."""
    async with database.begin() as session:
        number = await editions.current(session)
        if number is None:
            raise NothingPublished("library.nothing_published")
        edition = await editions.load(session, number)
    model = _stored_model(edition.model)
    texts = await asyncio.to_thread(texts_of, edition.content, languages)
    known = await stored_vectors(database, texts, encoder, model)
    return await asyncio.to_thread(prepare, number, edition.content, languages, encoder, known, model, texts)


def _stored_model(packed: bytes) -> Model | None:
    """Return the edition's model; None, so that it is fitted, where another version stored it."""
    try:
        return Model.from_bytes(packed)
    except BadModel:
        return None


def prepare(  # noqa: PLR0913, PLR0917  one call, made of what an edition is made of
    number: int | None,
    content: Content,
    languages: Languages,
    encoder: Encoder | None,
    known: Mapping[str, NDArray[np.float32]],
    model: Model | None = None,
    texts: Texts | None = None,
) -> Shelf:
    """Build a shelf; without a model the search is fitted afresh."""
    search = Search.prepare(content, tuple(languages), encoder, known, model, texts)
    return Shelf(number, content, search, Writer(content, languages))


def encoder_name(encoder: Encoder | None) -> str:
    """Return the name that is stored with an edition; empty when the search is lexical alone."""
    return encoder.name if encoder else ""


def texts_of(content: Content, languages: Languages) -> Texts:
    """Collect what a content teaches the search."""
    return Texts.of(content, tuple(languages), Speller(content.vocabulary))


async def stored_vectors(
    database: Database, texts: Texts, encoder: Encoder | None, model: Model | None = None
) -> dict[str, NDArray[np.float32]]:
    """Return the vectors of an edition's texts that earlier editions already computed."""
    if encoder is None:
        return {}
    wanted = [fingerprint(plain) for plain in texts.needed(encoder, model)]
    async with database.begin() as session:
        stored = await vectors.vectors(session, encoder.name, wanted)
    return {key: np.frombuffer(packed, dtype=np.float32) for key, packed in stored.items()}
