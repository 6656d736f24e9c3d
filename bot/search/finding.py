"""Findings: what the search says to a question."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Context:
    """The last question of the same chat, and the entry that answered it."""

    question: str
    entry: str | None


@dataclass(frozen=True, slots=True)
class Trace:
    """How a finding came about: the views, the five best entries (fused, likeness), the deciding rule."""

    language: str | None
    views: tuple[str, ...]
    top: tuple[tuple[str, float, float], ...]
    p: float
    rule: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What every finding tells: the language (None when undecided), and whether it is none of ours."""

    confidence: float
    language: str | None
    trace: Trace
    foreign: bool


@dataclass(frozen=True, slots=True)
class Found(Heard):
    """One entry is clearly meant, or two when two questions were asked."""

    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unsure(Heard):
    """Two to four entries are likely."""

    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotFound(Heard):
    """Nothing fits; `elsewhere` is the uncovered place that was named, `nearest` the closest entry."""

    nearest: str | None = None
    elsewhere: str | None = None


@dataclass(frozen=True, slots=True)
class Danger(Heard):
    """Someone is in danger now: the urgent entry, and the answer that may stand below it."""

    entry: str
    also: str | None = None


Common: TypeAlias = tuple[float, str | None, Trace, bool]
"""What every finding begins with: confidence, language, trace, foreign."""

Turning: TypeAlias = Collection[str] | None
"""The entries after whose answers a question may mean something else; None where it may after any."""

Finding: TypeAlias = Found | Unsure | NotFound | Danger
