"""Facts in words: each value with its qualifier and unit, in one language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import methodcaller

from markupsafe import Markup, escape

from bot.content.entry import Fact, PartialDate
from bot.content.reference import Speaker
from bot.languages import VERBATIM, Language, Trouble


class NoValue(Trouble):
    """A fact without a value was asked for its words."""


class NoSpeaker(Trouble):
    """A fact without a speaker was asked for its speaker."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A fact as a template sees it, bound to a language before rendering."""

    fact: Fact
    language: Language
    speakers: Mapping[str, Speaker]

    def __html__(self) -> Markup:
        return escape(self.words())

    def __str__(self) -> str:
        return self.words()

    @property
    def said_by(self) -> str:
        """How a sentence calls the person who said it."""
        speaker = self.speakers.get(self.fact.said_by or "")
        if speaker is None:
            raise NoSpeaker("answer.no_speaker", fact=self.fact.name)
        return speaker.name[self.language.code]

    def words(self) -> str:
        """Return value, qualifier and unit: "about 270 metres"."""
        plain = self.plain()
        qualifier = self.fact.qualifier
        return self.language.text(f"qualifier.{qualifier}", value=plain) if qualifier else plain

    def plain(self) -> str:
        """Return value and unit without the qualifier."""
        return self._value(self.fact.unit)

    def number(self) -> str:
        """Return the value alone, where a sentence carries the unit in its own words."""
        unit = self.fact.unit
        return self._value(unit if unit in VERBATIM else None)

    def as_of(self) -> str:
        """Return the day of the figure or claim, as precisely as it is known."""
        return self._partial(self.fact.as_of)

    def until(self) -> str:
        """Return the day up to which the fact holds."""
        return self._partial(self.fact.until)

    def weekday(self) -> str:
        """Return a day with its weekday."""
        if not isinstance(self.fact.value, date):
            raise NoValue("answer.no_day", fact=self.fact.name)
        return self.language.weekday(self.fact.value)

    def _partial(self, day: PartialDate | None) -> str:
        if day is None:
            raise NoValue("answer.no_day", fact=self.fact.name)
        return self.language.day(day.year, day.month, day.day)

    def _value(self, unit: str | None) -> str:
        value = self.fact.value
        match value:
            case None:
                raise NoValue("answer.no_value", fact=self.fact.name)
            case Decimal():
                return self.language.quantity(value, unit)
            case date():
                return self.language.day(value.year, value.month, value.day)
            case str():
                return value
            case (low, high):
                return self.language.span(low, high, unit)
            case _:
                return value[self.language.code]


# The filters that a template may use; `check` refuses all others. Called by name: a rule may mask a figure.
FILTERS: Mapping[str, Callable[[Figure], str]] = {
    name: methodcaller(name) for name in ("plain", "number", "as_of", "until", "weekday")
}
