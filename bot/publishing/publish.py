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
class Press:
    """What publishing works with: languages, encoder, database."""

    languages: Languages
    encoder: Encoder | None
    database: Database

    async def publish(self, folder: Path, now: datetime, *, recalibrate: bool = False) -> Published:
        """Publish a content folder; raises Refused with all problems, and the current edition stays.

        The last calibration is used again where little changed and it is young, unless `recalibrate`.
        """
        checked = await asyncio.to_thread(check, folder, self.languages, now)
        if checked.faults:
            raise Refused(checked.problems)
        current = await self._unchanged(checked.content)
        if current is not None:
            return Published(current, fresh=False, model=None, problems=checked.problems)
        number, model = await self._print(checked.content, now, recalibrate=recalibrate)
        return Published(number, fresh=True, model=model, problems=checked.problems)

    async def roll_back(self, number: int, now: datetime) -> int:
        """Publish an earlier edition's content again under a new number."""
        async with self.database.begin() as session:
            earlier = await editions.load(session, number)
        new, _ = await self._print(earlier.content, now, restored_from=number)
        return new

    async def _unchanged(self, content: Content) -> int | None:
        async with self.database.begin() as session:
            lines = await editions.listing(session)
        newest = max(lines, key=lambda line: line.number, default=None)
        same = newest is not None and newest.digest == digest_of(content)
        return newest.number if newest and same else None

    async def _print(
        self,
        content: Content,
        now: datetime,
        restored_from: int | None = None,
        *,
        recalibrate: bool = False,
    ) -> tuple[int, Model]:
        """Learn from the content and store both; readers see all of it or nothing."""
        name, known = encoder_name(self.encoder), None
        if not recalibrate:
            async with self.database.begin() as session:
                known = await earlier.model(session, content, name, now.date())
        texts = await asyncio.to_thread(texts_of, content, self.languages)
        stored = await stored_vectors(self.database, texts, self.encoder, known)
        model, found = await asyncio.to_thread(self._learn, content, texts, stored, known)
        if known is None:
            model = replace(model, calibrated=now.date().isoformat())
        async with self.database.begin() as session:
            fresh = {key: vector.tobytes() for key, vector in found.items() if key not in stored}
            await vectors.keep_vectors(session, name, fresh)
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
    ) -> tuple[Model, dict[str, Vector]]:
        """Return the model of the texts, fitted as far as need be, and their vectors."""
        found = vectors_of(texts, self.encoder, stored, known)
        return learnt(texts, found, Speller(content.vocabulary), self.encoder, known), found


def check(folder: Path, languages: Languages, now: datetime) -> Checked:
    """Read a content folder and run every rule over it."""
    content, problems = read(folder, tuple(languages))
    subject = Subject(content, languages, now.date(), read_dossier(folder))
    return Checked(content, problems + checks.run(subject))
