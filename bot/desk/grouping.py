"""Grouping: questions that ask much the same stand together, the most frequent first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

from bot.search.text import words
from bot.storage.questions import Asked

# Words in common, of all words; letters in common, of all letters.
LIKE_WORDS, LIKE_LETTERS = 0.5, 0.75


@dataclass
class Group:
    """Questions that ask much the same."""

    example: str
    words: frozenset[str]
    plain: str
    last: date
    entry: str | None = None
    texts: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How often it was asked."""
        return len(self.texts)

    def takes(self, entry: str | None, said: frozenset[str], plain: str) -> bool:
        """Tell whether a question belongs here."""
        if entry or self.entry:
            return entry == self.entry
        together = len(said | self.words)
        if together and len(said & self.words) / together >= LIKE_WORDS:
            return True
        matcher = SequenceMatcher(None, self.plain, plain, autojunk=False)
        return matcher.real_quick_ratio() >= LIKE_LETTERS <= matcher.ratio()


def grouped(asked: Iterable[Asked]) -> list[Group]:
    """Put questions into groups, the most frequent first; those of one gap entry stand together."""
    groups: list[Group] = []
    for one in asked:
        said = frozenset(word.casefold() for word in words(one.text))
        plain = " ".join(sorted(said))
        group = next((group for group in groups if group.takes(one.entry, said, plain)), None)
        if group is None:
            group = Group(one.text, said, plain, one.day, one.entry)
            groups.append(group)
        group.texts.append(one.text)
        group.last = max(group.last, one.day)
    return sorted(groups, key=lambda group: (-group.count, -group.last.toordinal()))
