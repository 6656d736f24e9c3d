"""People in danger: curated patterns that are asked before anything is searched."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.content.vocabulary import Urgent
from bot.languages import Trouble
from bot.search.text import padded, words


class BadPattern(Trouble):
    """A regular expression in the vocabulary that cannot be read."""


def compiled(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """Compile the vocabulary's patterns; raises BadPattern."""
    return tuple(map(_compiled, patterns))


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise BadPattern("search.bad_pattern", pattern=pattern, reason=error) from error


def either(patterns: Iterable[str]) -> re.Pattern[str]:
    """Compile patterns into one that stands where any of them does; raises BadPattern."""
    whole = [f"(?:{one.pattern})" for one in compiled(patterns)]
    return re.compile("|".join(whole) if whole else r"(?!)")


def matches(patterns: Sequence[re.Pattern[str]], text: str) -> bool:
    """Tell whether any pattern stands anywhere in the text."""
    return any(pattern.search(text) for pattern in patterns)


class Alarm:
    """Hears danger: a danger pattern, or a cry with a sign beside it, unless something calm explains it."""

    def __init__(self, urgent: Urgent) -> None:
        self._danger = compiled(urgent.danger)
        self._cry = compiled(urgent.cry)
        self._sign = compiled(urgent.sign)
        self._calm = compiled(urgent.calm)
        default, *special = urgent.settings.items() or [(None, ())]
        self._default = default[0]
        self._special = [(entry, tuple(map(padded, chosen_by))) for entry, chosen_by in special]

    def entry(self, texts: Sequence[str], typed: Sequence[str] = ()) -> str | None:
        """Return the urgent entry for a text in its lower-case views, or None when nobody is in danger."""
        return self.setting(texts, typed) if any(map(self._alarming, texts)) else None

    def setting(
        self, texts: Sequence[str], typed: Sequence[str] = (), *, certain: bool = False
    ) -> str | None:
        """Return the urgent entry for where a cry comes from.

        None when something calm explains it, unless the cry is certain. A repaired word may have become calm
        ("brok in" is no "book in"), so that only what was `typed` explains a cry.
        """
        if not certain and any(matches(self._calm, text) for text in typed or texts):
            return None
        return self._setting(" ".join(map(padded, texts)))

    def _alarming(self, text: str) -> bool:
        if matches(self._danger, text):
            return True
        return bool(words(text)) and matches(self._cry, text) and matches(self._sign, text)

    def _setting(self, text: str) -> str | None:
        chosen = (entry for entry, names in self._special if any(name in text for name in names))
        return next(chosen, self._default)


@dataclass(frozen=True)
class Cry:
    """What one message may be; its views are made only where somebody listens."""

    alarm: Alarm
    typed: Sequence[str]
    repair: Callable[[str], str]

    @cached_property
    def _views(self) -> Sequence[str]:
        return list(dict.fromkeys([*self.typed, self.repair(self.typed[-1])]))

    def in_patterns(self) -> str | None:
        """Return the urgent entry of a message that the patterns know as a cry."""
        return self.alarm.entry(self._views, self.typed)

    def unsaid(self, *, certain: bool) -> str | None:
        """Return the urgent entry of a cry that no pattern knows, unless something calm explains it."""
        return self.alarm.setting(self._views, self.typed, certain=certain)
