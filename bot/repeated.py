"""Repeated questions: the replies to what was asked before, as long as nothing that they hang on changed."""

from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b

from bot.answers.reply import Reply

# Replies that are kept; what was not asked for longest goes first.
MOST = 2000


class Repeated:
    """The latest replies of one edition, by all that decides one; of the question itself a hash is kept."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._edition: object = None
        self._replies: OrderedDict[bytes, Reply] = OrderedDict()

    def reply(self, edition: object, asked: tuple[object, ...], compose: Callable[[], Reply]) -> Reply:
        """Return the reply to what was asked, composed where it is not known yet."""
        if edition is not self._edition:
            self._edition = edition
            self._replies.clear()
        key = blake2b(repr(asked).encode("utf-8", "surrogatepass"), digest_size=16).digest()
        known = self._replies.get(key)
        if known is None:
            known = compose()
            self._replies[key] = known
            if len(self._replies) > self._most:
                self._replies.popitem(last=False)
        else:
            self._replies.move_to_end(key)
        return known
