"""Repeated questions: the replies to what was asked before, as long as nothing that they hang on changed."""

from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from typing import TypeAlias

from bot.answers.reply import Reply
from bot.search.finding import Context, Turning

# Replies that are kept; what was not asked for longest goes first.
MOST = 2000

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


def _key(parts: tuple[object, ...]) -> bytes:
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()
