"""The languages: texts from the catalogues, and how dates, numbers, money and units are written.

A language is a folder under `locales/`; its catalogue's `Language` header names its Babel locale (en_GB).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_compact_decimal, format_decimal, format_percent
from babel.support import Translations
from babel.units import format_unit
from markupsafe import Markup, escape

# Units that Babel has under their American names; all others are messages `unit.<word>` in the catalogues.
BABEL_UNITS = {
    *("metre", "kilometre", "mile", "nautical_mile", "micrometre", "hectare", "square_kilometre"),
    *("square_metre", "minute", "hour", "day", "month", "kilogram"),
}
VERBATIM = {"phone", "year"}
LONG_FORM = range(10**6, 10**15)


class Trouble(Exception):  # noqa: N818  the house's word; subclasses name what went wrong
    """Something that a person can mend; its sentence stands in `locales/` under `key`."""

    def __init__(self, key: str, /, **params: object) -> None:
        super().__init__(key, params)
        self.key = key
        self.params = params


class MissingText(Trouble):
    """A key that no catalogue of the language holds."""


class BadCatalogue(Trouble):
    """A catalogue that cannot be read, or a language that Babel does not know."""


@dataclass(frozen=True)
class Language:
    """One language: its texts and its way of writing dates, numbers, money and units."""

    code: str
    locale: Locale
    catalogue: Translations

    @property
    def own_name(self) -> str:
        """What the language calls itself."""
        return self.text("language.own_name")

    def has(self, key: str) -> bool:
        """Tell whether a text stands under the key."""
        if self.catalogue.gettext(key) != key:
            return True
        # Python 3.11.2 (Debian's) finds a text with plural forms only when asked for one of them.
        return self.catalogue.ngettext(key, f"{key}.many", 1) != key

    def text(self, key: str, **params: object) -> str:
        """Return the plain text under the key, its {placeholders} filled."""
        words = self._stored(self.catalogue.gettext(key), key)
        return words.format(**params) if params else words

    def _stored(self, words: str, key: str) -> str:
        if words in {key, f"{key}.many"}:
            raise MissingText("language.missing_text", key=key, language=self.code)
        return words

    def html(self, key: str, **params: object) -> Markup:
        """Return the text as HTML: the catalogue's markup stays, parameters are escaped."""
        return Markup(self.text(key, **{name: escape(value) for name, value in params.items()}))  # noqa: S704

    def count(self, key: str, number: Decimal | float, **params: object) -> str:
        """Return the plural form of the text for a number; `{n}` in it is the number, formatted."""
        # A catalogue's rule knows whole numbers only; a fraction reads like "two" wherever forms differ.
        whole = abs(int(number)) if number == int(number) else 2
        words = self._stored(self.catalogue.ngettext(key, f"{key}.many", whole), key)
        return words.format(**{"n": self.number(number), **params})

    def number(self, number: Decimal | float) -> str:
        """Write a number exactly, in the long form ("98 million") from a million on where that is exact."""
        exact = Decimal(str(number))
        large = exact == int(exact) and abs(int(exact)) in LONG_FORM
        if large and "long" in self.locale.compact_decimal_formats:
            write = partial(format_compact_decimal, int(exact), format_type="long", locale=self.locale)
            if (long_form := write(fraction_digits=18)) == write(fraction_digits=2):
                return str(long_form)
        return str(format_decimal(exact, locale=self.locale, decimal_quantization=False))

    def day(self, year: int, month: int | None = None, day: int | None = None) -> str:
        """Write a day, month or year, no more precisely than given."""
        if month is None:
            return str(year)
        if day is None:
            return str(format_skeleton("yMMMM", date(year, month, 1), locale=self.locale))
        return str(format_date(date(year, month, day), "long", locale=self.locale))

    def time(self, moment: datetime) -> str:
        """Write a time of day in the moment's own zone."""
        return str(format_time(moment, "short", tzinfo=moment.tzinfo, locale=self.locale))

    def weekday(self, day: date) -> str:
        """Write a day with its weekday."""
        name = format_date(day, "EEEE", locale=self.locale)
        return self.text("date.weekday", weekday=name, day=self.day(day.year, day.month, day.day))

    def quantity(self, amount: Decimal, unit: str | None) -> str:
        """Write an amount with its unit; `IDR/kilogram` is an amount of IDR per kilogram."""
        return self._beside(self._figure(amount, unit), amount, unit)

    def span(self, low: Decimal, high: Decimal, unit: str | None) -> str:
        """Write a range with its unit once: "4 to 6 hours"."""
        both = self.text("number.span", low=self._figure(low, unit), high=self._figure(high, unit))
        return self._beside(both, high, unit)

    def _figure(self, amount: Decimal, unit: str | None) -> str:
        return str(amount) if unit in VERBATIM else self.number(amount)

    def _beside(self, figure: str, amount: Decimal, unit: str | None) -> str:
        """Put the unit beside a written figure, in the form that the amount asks for."""
        if unit is None or unit in VERBATIM:
            return figure
        head, _, per = unit.partition("/")
        words = self._with_unit(figure, amount, head)
        return self.text("unit.per", amount=words, per=self.text(f"per.{per}")) if per else words

    def _with_unit(self, figure: str, amount: Decimal, unit: str) -> str:
        if unit == "percent":
            return str(format_percent(0, locale=self.locale)).replace("0", figure, 1)
        if self.has(f"money.{unit}"):
            return self.text(f"money.{unit}", amount=figure)
        if unit in BABEL_UNITS:
            american = unit.replace("metre", "meter").replace("_", "-")
            # Babel's rule takes 1.00 for a fraction, and so for many.
            whole = amount.to_integral_value()
            number = abs(whole if amount == whole else amount)
            words = format_unit(number, american, format="'@'", locale=self.locale)
            return words.replace("@", figure)
        if self.has(f"unit.{unit}"):
            return self.count(f"unit.{unit}", amount, n=figure)
        raise MissingText("language.unknown_unit", unit=unit, language=self.code)

    def knows_unit(self, unit: str | None) -> bool:
        """Tell whether amounts of this unit can be written."""
        try:
            return bool(self.quantity(Decimal(2), unit))
        except MissingText:
            return False


class Languages(Mapping[str, Language]):
    """All languages of a `locales/` folder, by code; `fallback` is the code for when nothing else decides."""

    def __init__(self, languages: Mapping[str, Language], fallback: str, folder: Path) -> None:
        self._languages = dict(languages)
        self.fallback = fallback
        self._folder = folder

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to another process as the folder, for catalogues are functions."""
        return Languages.load, (self._folder, self.fallback)

    @classmethod
    def load(cls, folder: Path, fallback: str = "en") -> "Languages":
        """Read every `<code>/LC_MESSAGES/*.po` below the folder; raises BadCatalogue."""
        codes = sorted({path.parent.parent.name for path in folder.glob("*/LC_MESSAGES/*.po")})
        if not codes:
            raise BadCatalogue("language.none", folder=folder)
        found = {code: read_language(folder / code) for code in codes}
        return cls(found, fallback if fallback in codes else codes[0], folder)

    def __getitem__(self, code: str) -> Language:
        return self._languages[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._languages)

    def __len__(self) -> int:
        return len(self._languages)

    def closest(self, code: str | None) -> str | None:
        """Return our code for any language tag ("id-ID", "EN"), or None when we don't speak it."""
        primary = (code or "").replace("_", "-").split("-")[0].lower()
        return primary if primary in self._languages else None


def read_language(folder: Path) -> Language:
    """Read one language from its folder of catalogues; the first one's header speaks for all."""
    first, *further = (_read_catalogue(path) for path in sorted(folder.glob("LC_MESSAGES/*.po")))
    for message in (one for catalogue in further for one in catalogue if one.id):
        first[message.id] = message
    packed = BytesIO()
    write_mo(packed, first)
    packed.seek(0)
    return Language(folder.name, _locale(first.locale_identifier or folder.name), Translations(packed))


def _read_catalogue(path: Path) -> Catalog:
    try:
        return read_po(BytesIO(path.read_bytes()), abort_invalid=True)
    except (OSError, PoFileError, ValueError) as error:
        raise BadCatalogue("language.bad_catalogue", path=path, reason=error) from error


def _locale(name: str) -> Locale:
    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError) as error:
        raise BadCatalogue("language.unknown_locale", name=name) from error
