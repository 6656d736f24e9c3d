"""Repeated questions: the replies to what was asked before, as long as nothing that they hang on changed."""

from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from typing import TypeAlias

from bot.answers.reply import Reply
from bot.content.content import Content
from bot.search.finding import Context, Finding, Found
from bot.search.follow_up import LONGEST_LEANING, Leaning
from bot.search.judging import CLEARLY
from bot.search.text import sanitise, words
from bot.search.views import Speller

# Replies that are kept; what was not asked for longest goes first.
MOST = 2000
# Rules by which an entry was found for what the question says itself.
EXACT, CALIBRATED = "exact", "calibrated"

Composed: TypeAlias = tuple[Reply, bool]
"""A reply, and whether it would be the same after any other question."""


class Repeated:
    """The latest replies of one edition, by all that decides one; of the question itself a hash is kept."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._edition: object = None
        self._replies: OrderedDict[bytes, Reply] = OrderedDict()

    def reply(
        self,
        edition: object,
        asked: tuple[object, ...],
        context: Context | None,
        compose: Callable[[], Composed],
    ) -> Reply:
        """Return the reply to what was asked, composed where it is not known yet."""
        if edition is not self._edition:
            self._edition = edition
            self._replies.clear()
        alone, after = _key((asked,)), _key((asked, context))
        for key in (alone, after):
            if (known := self._replies.get(key)) is not None:
                self._replies.move_to_end(key)
                return known
        reply, stands = compose()
        self._replies[alone if stands else after] = reply
        if len(self._replies) > self._most:
            self._replies.popitem(last=False)
        return reply


class Standing:
    """Tells which questions stand alone: their finding does not hang on the question before."""

    def __init__(self, content: Content) -> None:
        self._leaning = Leaning(content.vocabulary.follow_up)
        self._speller = Speller(content.vocabulary)

    def alone(self, text: str, finding: Finding) -> bool:
        """Tell whether a finding, made after whatever question, holds after every other."""
        clean = sanitise(text)
        plain = self._speller.plain(clean)
        if self._leaning.leans(plain) or len(self._leaning.parts(plain)) > 1:
            return False
        if len(words(clean)) > LONGEST_LEANING:
            return True
        return isinstance(finding, Found) and _clear(finding)


def _clear(finding: Found) -> bool:
    """Tell whether an entry is meant so clearly that the question before it is not looked at."""
    return finding.trace.rule == EXACT or (finding.trace.rule == CALIBRATED and finding.confidence >= CLEARLY)


def _key(parts: tuple[object, ...]) -> bytes:
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()
