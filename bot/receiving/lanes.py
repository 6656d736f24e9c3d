"""The lanes: one per person and chat, each strictly in order, at most 32 at once, none starves the others.

A lane in hand gets a short turn and is dropped; a lane that must wait rests without holding a place.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import TypeAlias

from bot.storage.updates import Waiting

# Lanes in hand at the same time, and the updates of one that make a turn.
MOST_LANES = 32
TURN = 8

# Handles an update; returns the seconds after which it is to be tried again, None when it is dealt with.
Handle: TypeAlias = Callable[[Waiting], Awaitable[float | None]]


class Lanes:
    """Which lanes are in hand, which rest, and which had a turn while others waited."""

    def __init__(self, handle: Handle, changed: asyncio.Event) -> None:
        self._handle = handle
        self._changed = changed
        self._in_hand: dict[str, asyncio.Task[None]] = {}
        self._resting: dict[str, asyncio.TimerHandle] = {}
        self._had_turn: set[str] = set()
        self._failed: asyncio.Task[None] | None = None
        self._stopping = False

    @property
    def idle(self) -> bool:
        """Nothing is in hand and nothing rests."""
        return not self._in_hand and not self._resting

    @property
    def resting(self) -> int:
        """How many lanes wait for their time."""
        return len(self._resting)

    @property
    def free(self) -> int:
        """How many more lanes may be taken in hand."""
        return MOST_LANES - len(self._in_hand)

    def next_of(self, waiting: Sequence[str]) -> list[str]:
        """Choose the lanes whose turn it is; who had one goes behind those who had none."""
        self._had_turn &= set(waiting)
        there = [lane for lane in waiting if lane not in self._in_hand and lane not in self._resting]
        chosen = sorted(there, key=self._had_turn.__contains__)[: self.free]
        if not self._had_turn.isdisjoint(chosen):
            # Everybody else had theirs: a new round begins.
            self._had_turn.clear()
        return chosen

    def begin(self, found: Iterable[Waiting]) -> None:
        """Take lanes in hand, each with its updates in order."""
        by_lane = attrgetter("lane")
        for lane, turn in groupby(sorted(found, key=by_lane), key=by_lane):
            task = asyncio.create_task(self._take_turn(lane, list(turn)), name="lane")
            self._in_hand[lane] = task
            task.add_done_callback(partial(self._ended, lane))

    def check(self) -> None:
        """Raise what ended a lane: no failure of an update, but of the inbox itself."""
        if self._failed is not None:
            self._failed.result()

    async def finish(self) -> None:
        """Let the update in hand of each lane finish, and begin no other."""
        self._stopping = True
        if self._in_hand:
            await asyncio.wait(set(self._in_hand.values()))
        self.check()

    async def drop(self) -> None:
        """Let go of everything at once; what was not handled stays in the inbox."""
        self._stopping = True
        for timer in self._resting.values():
            timer.cancel()
        self._resting.clear()
        tasks = set(self._in_hand.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _take_turn(self, lane: str, turn: list[Waiting]) -> None:
        for one in turn:
            if self._stopping:
                return
            rest = await self._handle(one)
            if rest is not None:
                self._rest(lane, rest)
                return

    def _rest(self, lane: str, seconds: float) -> None:
        self._resting[lane] = asyncio.get_running_loop().call_later(seconds, self._rested, lane)

    def _rested(self, lane: str) -> None:
        self._resting.pop(lane, None)
        self._changed.set()

    def _ended(self, lane: str, task: asyncio.Task[None]) -> None:
        del self._in_hand[lane]
        self._had_turn.add(lane)
        if task.cancelled() or task.exception() is not None:
            self._failed = task
        self._changed.set()
