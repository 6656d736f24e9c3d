"""The holding: which lanes are ours, which go on in the database, and what of them is in memory.

Alone, what was stored goes straight into memory, as long as memory has room and nothing of it waits unseen.
Beside other replicas a lane is claimed and read with each update, for another may have stored one before.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from operator import attrgetter

from bot.receiving.lanes import MOST_OF_LANE, Lanes
from bot.storage.journal import Batch, Committed
from bot.storage.updates import Waiting


class Holding:
    """What the writer knows of the lanes between two transactions."""

    def __init__(self, lanes: Lanes, *, shared: bool) -> None:
        self._lanes = lanes
        self._shared = shared
        self._held: set[str] = set()
        # Lanes in memory that go on in the database, and lanes that we hold for nothing.
        self._cut: set[str] = set()
        self.idle: set[str] = set()
        # Lanes that another replica held when we wanted them.
        self.elsewhere: set[str] = set()
        # Nothing is claimed any more: it would wait for a replica that is about to leave.
        self.closing = False
        # How often something was left in the database alone, and whether all of it was found since.
        self.left = 0
        self.behind = True

    def choose(self, batch: Batch, stored: Iterable[Waiting], ending: Iterable[Waiting]) -> None:
        """Choose the lanes that a batch reads, claimed first, and those that it lets go."""
        if self._shared and self._lanes.room > 0 and not self.closing:
            batch.wanted |= {one.lane for one in stored} - self._cut
        ends = {one.lane for one in ending if self._lanes.length(one.lane) <= 1}
        batch.wanted |= ends & self._cut
        free = (ends & self._held) | {lane for lane in self.idle if lane not in self._lanes}
        batch.released |= free - batch.wanted
        batch.most = max(1, min(MOST_OF_LANE, self._lanes.room // max(1, len(batch.wanted))))
        self.idle.clear()

    def learn(self, batch: Batch, committed: Committed, stored: Sequence[Waiting]) -> None:
        """Take what a batch brought into memory."""
        self._cut -= batch.wanted | batch.released
        if self._shared:
            self._held = (self._held | committed.claimed) - batch.released
            self.elsewhere = (self.elsewhere | batch.wanted) - committed.claimed
        self._read(committed.found, batch.most)
        for one in stored:
            self._came(one, batch.wanted, committed.new)
        if self._shared:
            self.idle |= {lane for lane in committed.claimed if lane not in self._lanes}

    def lost(self, batch: Batch, stored: Iterable[Waiting]) -> None:
        """Note that nobody knows what became of a batch."""
        if self._shared:
            self.idle |= batch.wanted | batch.released
        self._leave({one.lane for one in stored})

    def forget(self) -> None:
        """Hold nothing any more."""
        self._held.clear()
        self._cut.clear()
        self.idle.clear()
        self.elsewhere.clear()
        self._leave(())

    def _read(self, found: Sequence[Waiting], most: int) -> None:
        lane_of = attrgetter("lane")
        for lane, part in groupby(sorted(found, key=lane_of), key=lane_of):
            if len(list(part)) >= most:
                self._cut.add(lane)
        self._lanes.add(found)

    def _came(self, one: Waiting, wanted: Collection[str], new: Collection[int]) -> None:
        if self._shared:
            if one.lane not in wanted:
                self._leave({one.lane})
        elif one.update_id in new:
            self._trust(one)

    def _trust(self, one: Waiting) -> None:
        """Take an update as it came, unless older ones of its lane may wait in the database alone."""
        known = one.lane in self._lanes or not self.behind
        if not known or one.lane in self._cut or self._lanes.room <= 0:
            self._leave({one.lane})
            return
        self._lanes.add([one])
        if self._lanes.length(one.lane) >= MOST_OF_LANE:
            self._cut.add(one.lane)

    def _leave(self, lanes: Collection[str]) -> None:
        there = {lane for lane in lanes if lane in self._lanes}
        self._cut |= there
        if there != set(lanes) or not lanes:
            self.left += 1
            self.behind = True
