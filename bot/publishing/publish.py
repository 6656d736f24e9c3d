"""Publishing: checked content becomes edition n+1 in one transaction, or nothing changes."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot.content.content import Content
from bot.content.dossier import read_dossier
from bot.content.problem import Problem
from bot.content.reading import read
from bot.languages import Languages, Trouble
from bot.library import encoder_name, stored_vectors, texts_of
from bot.publishing import checks, earlier
from bot.publishing.apart import apart
from bot.publishing.checks.subject import Subject
from bot.search.fitting import Texts, learnt, vectors_of
from bot.search.model import Model
from bot.search.semantic import Encoder, Vector
from bot.search.views import Speller
from bot.storage import editions, vectors
from bot.storage.database import Database
from bot.storage.digest import digest_of


class Refused(Trouble):
    """Content with faults; nothing was published. `problems` are its faults and remarks."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("publish.refused", count=sum(not problem.warning for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Checked:
    """A content folder as read and checked."""

    content: Content
    problems: list[Problem]

    @property
    def faults(self) -> list[Problem]:
        """The problems that stop publication."""
        return [problem for problem in self.problems if not problem.warning]


@dataclass(frozen=True)
class Published:
    """What a publication came to; `fresh` is false where the content was unchanged."""

    number: int
    fresh: bool
    model: Model | None
    problems: list[Problem]


@dataclass(frozen=True)
class Lesson:
    """What was learnt from a content: the model, and packed vectors that were not stored yet, by text."""

    model: Model
    fresh: Mapping[str, bytes]


@dataclass(frozen=True)
class Press:
    """What publishing works with: languages, encoder, database."""

    languages: Languages
    encoder: Encoder | None
    database: Database

    async def publish(self, folder: Path, now: datetime, *, recalibrate: bool = False) -> Published:
        """Publish a content folder; raises Refused with all problems, and the current edition stays.

        The last calibration is used again where little changed and it is young, unless `recalibrate`.
        """
        content, found = await asyncio.to_thread(read, folder, tuple(self.languages))
        subject = await asyncio.to_thread(_subject, folder, content, self.languages, now)
        current = await self._unchanged(content)
        broken = bool(Checked(content, found).faults)
        if broken or current is not None:
            problems = _passed(content, found + await asyncio.to_thread(checks.run, subject))
        if current is not None:
            return Published(current, fresh=False, model=None, problems=problems)
        known = None if recalibrate else await self._earlier(content, now)
        # Learning goes on beside the rules; what they refuse is thrown away.
        rules, lesson = await asyncio.gather(apart(checks.run, subject), self._learnt(content, known))
        problems = _passed(content, found + rules)
        number, model = await self._print(content, now, lesson)
        return Published(number, fresh=True, model=model, problems=problems)

    async def roll_back(self, number: int, now: datetime) -> int:
        """Publish an earlier edition's content again under a new number."""
        async with self.database.begin() as session:
            content = (await editions.load(session, number)).content
        lesson = await self._learnt(content, await self._earlier(content, now))
        new, _ = await self._print(content, now, lesson, restored_from=number)
        return new

    async def _unchanged(self, content: Content) -> int | None:
        async with self.database.begin() as session:
            lines = await editions.listing(session)
        newest = max(lines, key=lambda line: line.number, default=None)
        same = newest is not None and newest.digest == digest_of(content)
        return newest.number if newest and same else None

    async def _earlier(self, content: Content, now: datetime) -> Model | None:
        async with self.database.begin() as session:
            return await earlier.model(session, content, encoder_name(self.encoder), now.date())

    async def _learnt(self, content: Content, known: Model | None) -> Lesson:
        texts = await asyncio.to_thread(texts_of, content, self.languages)
        stored = await stored_vectors(self.database, texts, self.encoder, known)
        return await asyncio.to_thread(self._learn, content, texts, stored, known)

    async def _print(
        self, content: Content, now: datetime, lesson: Lesson, restored_from: int | None = None
    ) -> tuple[int, Model]:
        """Store the content and what was learnt from it; readers see all of it or nothing."""
        name, model = encoder_name(self.encoder), lesson.model
        if not model.calibrated:
            model = replace(model, calibrated=now.date().isoformat())
        async with self.database.begin() as session:
            await vectors.keep_vectors(session, name, lesson.fresh)
            number = await editions.publish(
                session,
                content,
                languages=tuple(self.languages),
                encoder=name,
                model=model.to_bytes(),
                now=now,
                restored_from=restored_from,
            )
        return number, model

    def _learn(
        self, content: Content, texts: Texts, stored: Mapping[str, Vector], known: Model | None
    ) -> Lesson:
        """Fit as far as need be."""
        found = vectors_of(texts, self.encoder, stored, known)
        model = learnt(texts, found, Speller(content.vocabulary), self.encoder, known)
        return Lesson(model, {key: vector.tobytes() for key, vector in found.items() if key not in stored})


def _passed(content: Content, problems: list[Problem]) -> list[Problem]:
    """Return the remarks on what may be published; raises Refused."""
    if Checked(content, problems).faults:
        raise Refused(problems)
    return problems


def _subject(folder: Path, content: Content, languages: Languages, now: datetime) -> Subject:
    return Subject(content, languages, now.date(), read_dossier(folder))


def check(folder: Path, languages: Languages, now: datetime) -> Checked:
    """Read a content folder and run every rule over it."""
    content, problems = read(folder, tuple(languages))
    return Checked(content, problems + checks.run(_subject(folder, content, languages, now)))
