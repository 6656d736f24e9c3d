"""Text at the border: cleaned of what harms, capped, and cut into words."""

import re
import unicodedata

# What the encoder gets at most: 20,000 characters would take it 0.6 s.
SEARCH_LIMIT = 300
# A cry for help, and the question, may stand late in a long message, but each letter costs time.
LONGEST = 1_000
# Surrogates, controls, format marks (zero-width, tags, directions), private use, unassigned.
UNWANTED = {"Cs", "Cc", "Cf", "Co", "Cn"}
STACKED_MARKS = re.compile(r"([\u0300-\u036f\u20d0-\u20ff]{3})[\u0300-\u036f\u20d0-\u20ff]+")
WORD = re.compile(r"[^\W_]+")


def sanitise(text: str, limit: int | None = SEARCH_LIMIT) -> str:
    """Return the text without marks that harm, NFKC, spaces squeezed, at most `limit` characters."""
    clean = _squeezed(_without_unwanted(text))
    if limit is not None:
        clean = clean[: 4 * limit]  # NFKC lengthens some characters and shortens others
    clean = STACKED_MARKS.sub(r"\1", unicodedata.normalize("NFKC", clean))
    return _squeezed(clean)[:limit].rstrip()


def _without_unwanted(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_kept, text))


def _kept(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in UNWANTED else character


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def words(text: str) -> list[str]:
    """Return the lower-case words and numbers of a text."""
    return WORD.findall(text.lower())


def has_words(text: str) -> bool:
    """Tell whether a text has any letter or digit."""
    return any(character.isalnum() for character in text)


def padded(text: str) -> str:
    """Return the words between single spaces, also at both ends, so that ` word ` finds whole words."""
    return f" {' '.join(words(text))} "
