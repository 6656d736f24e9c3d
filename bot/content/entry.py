"""The records of the content: entries and their facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

Words: TypeAlias = Mapping[str, str]
"""A text in each language, by language code."""

Value: TypeAlias = Decimal | date | str | tuple[Decimal, Decimal] | Words | None
"""What a fact says: a number, a day, a name, a range, a text in each language, or nothing countable."""


class Kind(StrEnum):
    """What an entry is for; it decides the outcome of a reply."""

    ANSWER = "answer"
    GAP = "gap"
    SMALLTALK = "smalltalk"
    HELP = "help"
    URGENT = "urgent"
    OFF_TOPIC = "off_topic"
    NEAR_MISS = "near_miss"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a record stands: the file (relative to the content folder) and the line, from 1."""

    file: str
    line: int


# Records from the database have left their file behind.
NOWHERE = Spot("", 0)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, month or year, never more precise than it is known."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read 2019, 2019-05 or 2019-05-31; raises ValueError for anything else."""
        parts = text.split("-")
        widths = [len(part) for part in parts]
        if widths not in ([4], [4, 2], [4, 2, 2]) or not all(part.isdecimal() for part in parts):
            raise ValueError(text)
        numbers = [int(part) for part in parts]
        date(*[*numbers, 1, 1][:3])
        return cls(*numbers)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Fact:
    """A named value with unit, day, source and speaker.

    `unit` is a word of the content format (metre, TEU, IDR, USD, person, percent ...).
    """

    name: str
    value: Value = None
    unit: str | None = None
    qualifier: str | None = None
    as_of: PartialDate | None = None
    until: PartialDate | None = None
    said_by: str | None = None
    sources: tuple[str, ...] = ()
    dossier: tuple[str, ...] = ()
    volatile: bool = False
    publish_because: str | None = None
    history: Mapping[str, Value] = field(default_factory=dict)
    spot: Spot = NOWHERE


@dataclass(frozen=True, slots=True)
class Entry:
    """One subject: title, facts, answer and example questions in each language."""

    id: str
    topic: str
    kind: Kind
    title: Words
    answer: Words
    questions: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    review_by: date | None = None
    checked: date | None = None
    related: tuple[str, ...] = ()
    place: str | None = None
    refer_to: tuple[str, ...] = ()
    spot: Spot = NOWHERE
