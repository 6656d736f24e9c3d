"""Telegram's limits, kept before it says so: 30 messages a second, 1 a second a chat, 20 a minute a group.

Answers to visitors are counted and never wait; what stands in the outbox waits for what they leave.
"""

from collections import Counter, deque
from collections.abc import Callable
from time import monotonic

# A part of Telegram's thirty a second is left to the answers that do not wait.
OVERALL = 25
IN_GROUP, MINUTE = 20, 60.0
# Chats are forgotten when so many are kept and theirs is over.
MOST_CHATS = 2000


class Limits:
    """Counts what is sent, and tells how long a chat must wait."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._overall: deque[float] = deque(maxlen=OVERALL)
        self._chats: dict[int, deque[float]] = {}
        self._expected: Counter[int] = Counter()

    def rest(self, chat: int) -> float:
        """Return the seconds until something may be sent to a chat; groups have negative numbers."""
        now = self._clock()
        free = [0.0]
        if len(self._overall) == OVERALL:
            free.append(self._overall[0] + 1 - now)
        times = self._chats.get(chat)
        if times:
            free.append(times[-1] + 1 - now)
            if len(times) == IN_GROUP and chat < 0:
                free.append(times[0] + MINUTE - now)
        return max(free)

    def take(self, chat: int) -> None:
        """Count a message that is about to be sent."""
        self._count(chat)
        self._expected[chat] += 1

    def note(self, chat: int) -> None:
        """Count a message that is being sent, unless it was counted when it was taken."""
        if self._expected[chat] > 0:
            self._expected[chat] -= 1
        else:
            self._count(chat)

    def _count(self, chat: int) -> None:
        now = self._clock()
        if len(self._chats) >= MOST_CHATS:
            self._chats = {one: times for one, times in self._chats.items() if times[-1] + MINUTE > now}
            self._expected = +self._expected
        self._overall.append(now)
        self._chats.setdefault(chat, deque(maxlen=IN_GROUP)).append(now)
