"""Repeated questions: the replies to what was asked before, as long as nothing that they hang on changed."""

from collections import OrderedDict
from collections.abc import Callable, Collection
from hashlib import blake2b
from typing import TypeAlias

from bot.answers.reply import Reply
from bot.content.content import Content
from bot.search.finding import Context, Finding, Found
from bot.search.follow_up import LONGEST_LEANING, Leaning
from bot.search.index import FREE
from bot.search.judging import BRIEF, CLEARLY
from bot.search.matching import LONGEST
from bot.search.text import sanitise, words
from bot.search.views import Speller, gist

# Replies that are kept; what was not asked for longest goes first.
MOST = 2000
# Rules by which an entry was found for what the question says itself.
EXACT, CALIBRATED = "exact", "calibrated"

Turning: TypeAlias = Collection[str] | None
"""The entries after whose answers a question may mean something else; None where it may after any."""
Composed: TypeAlias = tuple[Reply, Turning]


class Repeated:
    """The latest replies of one edition, by all that decides one; of the question itself a hash is kept."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._edition: object = None
        self._replies: OrderedDict[bytes, Composed] = OrderedDict()

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
            known = self._replies.get(key)
            if known is not None and (key is after or _stands(known[1], context)):
                self._replies.move_to_end(key)
                return known[0]
        composed = compose()
        self._replies[alone if _stands(composed[1], context) else after] = composed
        if len(self._replies) > self._most:
            self._replies.popitem(last=False)
        return composed[0]


def _stands(turning: Turning, context: Context | None) -> bool:
    return turning is not None and (context is None or context.entry not in turning)


class Standing:
    """Tells which questions stand alone: their finding does not hang on the question before."""

    def __init__(self, content: Content, close: Callable[[str], Collection[str]]) -> None:
        """`close` tells which entries a question that was just sought comes near to by itself."""
        self._close = close
        self._free = {entry.id for entry in content.entries.values() if entry.kind in FREE}
        self._around = {entry.id: {entry.id, *entry.related} for entry in content.entries.values()}
        self._leaning = Leaning(content.vocabulary.follow_up)
        self._speller = Speller(content.vocabulary)

    def turning(self, text: str, finding: Finding) -> Turning:
        """Return the entries after whose answers a finding may be another; it was made after none of them.

        More than a few words lean unsaid only on an answer near to what they come near to by themselves.
        """
        clean = gist(sanitise(text, LONGEST))
        plain = self._speller.plain(clean)
        if self._leaning.leans(plain) or len(self._leaning.parts(plain)) > 1:
            return None
        many = len(words(clean))
        if many > LONGEST_LEANING or (isinstance(finding, Found) and _clear(finding)):
            return ()
        if many <= BRIEF:
            return None
        close = self._close(text)
        if not self._free.isdisjoint(close):
            # Small talk gives way to whatever else fits after an answer.
            return None
        return frozenset(entry for entry, around in self._around.items() if not around.isdisjoint(close))


def _clear(finding: Found) -> bool:
    """Tell whether an entry is meant so clearly that the question before it is not looked at."""
    return finding.trace.rule == EXACT or (finding.trace.rule == CALIBRATED and finding.confidence >= CLEARLY)


def _key(parts: tuple[object, ...]) -> bytes:
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()
