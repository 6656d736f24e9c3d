"""What the rules look at: the content, rendered by the same writer as every answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bot.answers.template import BadTemplate, Use
from bot.answers.writer import Writer
from bot.content.content import Content
from bot.content.dossier import DossierFact
from bot.content.entry import Entry, Kind
from bot.languages import Language, Languages

# Kinds of entries that state something about the world.
STATED = {Kind.ANSWER, Kind.GAP}


@dataclass(frozen=True)
class Subject:
    """The content under check, as of a day; without a dossier its references are not checked."""

    content: Content
    languages: Languages
    day: date
    dossier: Mapping[str, DossierFact] = field(default_factory=dict)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries."""
        return tuple(self.content.entries.values())

    @cached_property
    def writer(self) -> Writer:
        """A writer of this content."""
        return Writer(self.content, self.languages)

    def texts(self) -> Iterator[tuple[Entry, Language]]:
        """Yield each entry with each language that it has an answer in."""
        for entry in self.entries:
            yield from ((entry, self.languages[code]) for code in entry.answer if code in self.languages)


def uses(writer: Writer, entry: Entry, code: str) -> list[Use]:
    """Return what an answer uses, or nothing where it is no template at all."""
    try:
        return writer.templates.uses(entry.answer.get(code, ""))[0]
    except BadTemplate:
        return []
