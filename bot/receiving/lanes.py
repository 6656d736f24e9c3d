"""The lanes: one per person and chat, each strictly in order, at most 32 at once, none starves the others.

What waits is held in memory, within bounds; a longer lane goes on in the database. A lane in hand gets a
short turn and goes to the end of the line; a lane that must wait rests without holding a place.
"""

import asyncio
from bisect import insort
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from operator import attrgetter
from typing import TypeAlias

from bot.storage.updates import Waiting

# Lanes in hand at the same time, and the updates of one that make a turn.
MOST_LANES = 32
TURN = 8
# Updates that are held in memory, all lanes together and of one lane.
MOST, MOST_OF_LANE = 2000, 64

# Handles an update; returns the seconds after which it is to be tried again, None when it is dealt with.
Handle: TypeAlias = Callable[[Waiting], Awaitable[float | None]]


class Lanes:
    """What waits in memory, which lanes are in hand, which rest, and which is next."""

    def __init__(self, handle: Handle, changed: asyncio.Event) -> None:
        self._handle = handle
        self._changed = changed
        self._queues: dict[str, list[Waiting]] = {}
        self._known: set[int] = set()
        self._line: deque[str] = deque()
        self._in_hand: dict[str, asyncio.Task[None]] = {}
        self._resting: dict[str, asyncio.TimerHandle] = {}
        self._failed: asyncio.Task[None] | None = None
        self._open = False

    @property
    def idle(self) -> bool:
        """Nothing waits, is in hand or rests."""
        return not self._queues

    @property
    def in_hand(self) -> int:
        """How many lanes are in hand."""
        return len(self._in_hand)

    @property
    def room(self) -> int:
        """How many more updates may be held."""
        return MOST - len(self._known)

    def __contains__(self, lane: str) -> bool:
        return lane in self._queues

    def length(self, lane: str) -> int:
        """Return how many updates of a lane are held, the one in hand included."""
        return len(self._queues.get(lane, ()))

    def open(self) -> None:
        """Begin to handle what waits."""
        self._open = True
        self._go_on()

    def add(self, found: Iterable[Waiting]) -> None:
        """Hold updates, each once, in the order of their lane."""
        for one in found:
            if one.update_id in self._known:
                continue
            self._known.add(one.update_id)
            if one.lane not in self._queues:
                self._queues[one.lane] = []
                self._line.append(one.lane)
            # Behind the one that may be in hand, whatever its number.
            insort(self._queues[one.lane], one, lo=self._taken(one.lane), key=attrgetter("update_id"))
        self._go_on()

    def forget(self) -> None:
        """Let go of all that is not in hand."""
        for lane in [*self._queues]:
            queue = self._queues[lane]
            self._known.difference_update(one.update_id for one in queue[self._taken(lane) :])
            del queue[self._taken(lane) :]
            if not queue:
                self._drop_lane(lane)

    def check(self) -> None:
        """Raise what ended a lane: no failure of an update, but of the inbox itself."""
        if self._failed is not None:
            self._failed.result()

    async def finish(self) -> None:
        """Let the update in hand of each lane finish, and begin no other."""
        self._open = False
        if self._in_hand:
            await asyncio.wait(set(self._in_hand.values()))
        self.check()

    async def drop(self) -> None:
        """Let go of everything at once; what was not handled stays in the inbox."""
        self._open = False
        for timer in self._resting.values():
            timer.cancel()
        self._resting.clear()
        tasks = set(self._in_hand.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _taken(self, lane: str) -> int:
        return 1 if lane in self._in_hand else 0

    def _go_on(self) -> None:
        """Give the free places to the lanes that are next."""
        while self._open and self._line and len(self._in_hand) < MOST_LANES:
            lane = self._line.popleft()
            task = asyncio.create_task(self._take_turn(lane), name="lane")
            self._in_hand[lane] = task
            task.add_done_callback(partial(self._ended, lane))

    async def _take_turn(self, lane: str) -> None:
        queue = self._queues[lane]
        for _ in range(TURN):
            if not self._open or not queue:
                return
            rest = await self._handle(queue[0])
            if rest is not None:
                self._resting[lane] = asyncio.get_running_loop().call_later(rest, self._rested, lane)
                return
            self._known.discard(queue.pop(0).update_id)

    def _rested(self, lane: str) -> None:
        self._resting.pop(lane, None)
        if lane in self._queues:
            self._line.append(lane)
            self._go_on()
        self._changed.set()

    def _ended(self, lane: str, task: asyncio.Task[None]) -> None:
        del self._in_hand[lane]
        if task.cancelled() or task.exception() is not None:
            self._failed = task
        elif not self._queues[lane]:
            self._drop_lane(lane)
        elif lane not in self._resting:
            self._line.append(lane)
        self._changed.set()
        self._go_on()

    def _drop_lane(self, lane: str) -> None:
        del self._queues[lane]
        if lane in self._line:
            self._line.remove(lane)
        if (timer := self._resting.pop(lane, None)) is not None:
            timer.cancel()
