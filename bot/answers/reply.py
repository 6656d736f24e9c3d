"""What comes back to a person: an outcome, its text, its sources, and what to ask next."""

from dataclasses import dataclass
from enum import StrEnum

from bot.content.reference import Place


class Outcome(StrEnum):
    """The five ways in which a question can end."""

    ANSWER = "answer"
    CHOICES = "choices"
    UNKNOWN = "unknown"
    SMALLTALK = "smalltalk"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Cited:
    """A source under an answer; `date` is its ISO day of publication, or the day on which it was read."""

    id: str
    title: str
    url: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Written:
    """A text in one language: HTML for Telegram, as a person reads it, and Telegram's count."""

    html: str
    text: str
    length: int = 0
    sources: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A button that leads to an entry; `text` is that entry's whole answer where it is a choice."""

    entry: str
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One question's answer, complete: everything that a chat, a page or a program shows.

    `title` is that of the first entry, by which inline mode finds the whole answer again.
    """

    outcome: Outcome
    language: str
    written: Written
    entries: tuple[str, ...] = ()
    title: str = ""
    confidence: float = 0.0
    choices: tuple[Link, ...] = ()
    related: tuple[Link, ...] = ()
    place: Place | None = None

    @property
    def entry(self) -> str | None:
        """The entry that answered, if one did."""
        return self.entries[0] if self.entries else None
