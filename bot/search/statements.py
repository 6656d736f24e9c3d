"""What the entries tell, line by line: a question often shares more with an answer than with its examples."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.content.content import Content
from bot.content.entry import Entry
from bot.search.index import ASIDE
from bot.search.text import sanitise
from bot.search.views import Speller

PRINTED = re.compile(r"\{\{\s*(\w+)([^}]*)\}\}")
TAG = re.compile(r"<[^>]*>")
# Shorter lines ("Known:") tell nothing.
SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of an entry's answer in one language."""

    entry: str
    plain: str


def told(content: Content, languages: Sequence[str], speller: Speller) -> list[Statement]:
    """Return the lines of all entries, entry by entry."""
    return [
        Statement(entry.id, speller.plain(line))
        for entry in content.entries.values()
        if entry.kind not in ASIDE
        for code in languages
        for line in _lines(entry, code, content)
    ]


def _lines(entry: Entry, code: str, content: Content) -> Iterator[str]:
    def words(found: re.Match[str]) -> str:
        fact = entry.facts.get(found[1])
        if fact is None:
            return ""
        if found[2].strip() == ".said_by":
            speaker = content.speakers.get(fact.said_by or "")
            return speaker.name.get(code, "") if speaker else ""
        value = fact.value
        return value if isinstance(value, str) else value.get(code, "") if isinstance(value, Mapping) else ""

    text = TAG.sub("", PRINTED.sub(words, entry.answer.get(code, "")))
    for line in text.splitlines():
        clean = sanitise(line.strip(" •"))
        if len(clean) > SHORTEST:
            yield clean
