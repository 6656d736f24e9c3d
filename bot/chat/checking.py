"""Checking: what a person filled in becomes a value that is written one way, or None."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

import phonenumbers
from babel import Locale
from email_validator import EmailNotValidError, validate_email

from bot.languages import Language, Languages
from bot.search.text import sanitise

# What CLDR lists among the territories and is no country.
NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"}
# What people call countries, beside their names.
ALIASES = {
    "uk": "GB",
    "england": "GB",
    "usa": "US",
    "america": "US",
    "uae": "AE",
    "korea": "KR",
    "prc": "CN",
    "holland": "NL",
}
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
REGIONAL = 0x1F1E6
LONGEST = {"organisation": 120, "subject": 120, "question": 2000, "dates": 120}
MOST_PEOPLE = 5000
SUGGESTED = 3


def words(step: str, text: str) -> str | None:
    """Return a free text, cleaned; None where it is empty or too long."""
    clean = sanitise(text, None)
    return clean if clean and len(clean) <= LONGEST[step] else None


def country(text: str, languages: Languages) -> str | None:
    """Return the code of a country that is given by name, flag or code."""
    said = text.strip()
    if FLAG.fullmatch(said):
        code = "".join(chr(ord("A") + ord(letter) - REGIONAL) for letter in said)
        return code if code in _codes(Locale("en")) else None
    if len(said) == 2 and said.upper() in _codes(Locale("en")):
        return said.upper()
    return _names(languages).get(_bare(said))


def countries_like(text: str, languages: Languages) -> list[str]:
    """Return the codes of countries whose name is nearly this."""
    names = _names(languages)
    near = get_close_matches(_bare(text), names, n=SUGGESTED * 2, cutoff=0.75)
    return list(dict.fromkeys(names[name] for name in near))[:SUGGESTED]


def country_name(code: str, language: Language) -> str:
    """Return a country's name, with its flag."""
    flag = "".join(chr(REGIONAL + ord(letter) - ord("A")) for letter in code)
    return f"{flag} {language.locale.territories.get(code, code)}"


def size(text: str) -> str | None:
    """Return how many people come, as digits."""
    found = re.fullmatch(r"\D{0,20}?(\d{1,4})\D{0,20}", text.strip())
    number = int(found[1]) if found else 0
    return str(number) if 1 <= number <= MOST_PEOPLE else None


def email(text: str) -> str | None:
    """Return an e-mail address; whether its server exists is not asked."""
    try:
        return validate_email(text.strip(), check_deliverability=False).normalized
    except EmailNotValidError:
        return None


def phone(text: str, region: str | None) -> str | None:
    """Return a phone number in its international form; without one it is read as of the region."""
    try:
        number = phonenumbers.parse(text.strip(), region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _codes(locale: Locale) -> dict[str, str]:
    return {
        code: name
        for code, name in locale.territories.items()
        if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES
    }


def _names(languages: Languages) -> dict[str, str]:
    locales: Iterable[Locale] = [Locale("en"), *(one.locale for one in languages.values())]
    named = {_bare(name): code for locale in locales for code, name in _codes(locale).items()}
    return {**named, **ALIASES}


def _bare(name: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", name.casefold()).split())
