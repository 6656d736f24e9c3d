"""Rules on figures: each one that a person sees comes from a fact."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.answers.figures import Figure
from bot.answers.plain import plain
from bot.content.entry import Entry
from bot.content.problem import Problem, fault
from bot.languages import Language, Trouble
from bot.publishing.checks.subject import Subject

# Stands where a fact was; a character that no keyboard types and that is no figure.
FACT = "\ue000"


class Masked(Figure):
    """A fact that leaves no figure in the text, so that what figures remain were typed."""

    def plain(self) -> str:
        """Return the mask."""
        return FACT

    words = number = as_of = until = weekday = plain


def stray_figures(subject: Subject) -> Iterator[Problem]:
    """No figure in a rendered answer was typed there."""
    for entry, language in subject.texts():
        for figure in _strays(_masked(subject, entry, language), subject.content.vocabulary.literals):
            yield fault(
                entry.spot, "check.stray_figure", entry=entry.id, language=language.code, figure=figure
            )


def stray_title_figures(subject: Subject) -> Iterator[Problem]:
    """No figure stands in a title."""
    for entry in subject.entries:
        for code, title in entry.title.items():
            for figure in _strays(title, subject.content.vocabulary.literals):
                yield fault(entry.spot, "check.stray_figure", entry=entry.id, language=code, figure=figure)


def units(subject: Subject) -> Iterator[Problem]:
    """Every unit can be written in every language, and stands beside a number."""
    for entry in subject.entries:
        for fact in entry.facts.values():
            for code, language in subject.languages.items():
                if fact.unit and not language.knows_unit(fact.unit):
                    yield fault(fact.spot, "check.unknown_unit", unit=fact.unit, language=code)
            if fact.unit and not isinstance(fact.value, Decimal | tuple):
                yield fault(fact.spot, "check.unit_without_number", fact=fact.name, unit=fact.unit)


def _masked(subject: Subject, entry: Entry, language: Language) -> str:
    speakers = subject.content.speakers
    figures = {name: Masked(fact, language, speakers) for name, fact in entry.facts.items()}
    try:
        return plain(subject.writer.body(entry, language, figures))
    except (Trouble, KeyError):
        return ""


def _strays(text: str, literals: Sequence[str]) -> list[str]:
    """Return the words that hold a figure in any script and are no declared literal."""
    for literal in sorted(literals, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(literal)}(?!\w)", " ", text)
    return [word for word in text.split() if any(unicodedata.category(sign)[0] == "N" for sign in word)]
