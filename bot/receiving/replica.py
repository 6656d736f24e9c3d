"""The replica: tells the others that it lives, and frees what one held that does not any more."""

import logging
from asyncio import Lock
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from secrets import token_hex
from time import monotonic

from bot.storage import replicas
from bot.storage.database import Database, is_away

log = logging.getLogger(__name__)
# Seconds for which another's count must stand still, while ours goes on, before it counts as dead: one that
# holds no line to the server any more, and one that still does, for it may only be busy.
DEAD_AFTER, HUNG_AFTER = 5.0, 60.0
# The longest gap between our own beats, for who was away itself cannot tell.
LONGEST_GAP = 2.5
# With so many letters a replica's name begins like its session.
SESSION = 8


class Replica:
    """One process among those that share the database."""

    def __init__(self, database: Database, clock: Callable[[], float] = monotonic) -> None:
        self.name = _name(database)
        self._database = database
        self._clock = clock
        self._joined = False
        self._joining = Lock()
        self._beaten = clock()
        # What each other one's count was, and since when.
        self._seen: dict[str, tuple[int, float]] = {}

    async def lives(self) -> bool:
        """Count up, and bury who is dead; False when others thought this one dead: it has a new name now."""
        try:
            return await self._beat()
        except Exception as error:
            if not is_away(error):
                raise
            log.warning("replica.database_away kind=%s", type(error).__name__)
            return True

    async def join(self) -> None:
        """Become known to the others; nothing may be claimed before."""
        async with self._joining:
            if not self._joined:
                await self._database.commit(partial(replicas.join, replica=self.name))
                self._joined = True

    async def leave(self) -> None:
        """Give up what is held, so that nobody waits for it."""
        with suppress(Exception):  # the others will see it by its count
            await self._database.commit(partial(replicas.leave, replica=self.name))

    async def _beat(self) -> bool:
        await self.join()
        counts = await self._database.commit(partial(replicas.beat, replica=self.name))
        if self.name not in counts:
            log.warning("replica.thought_dead")
            self.name, self._joined = _name(self._database), False
            await self.join()
            return False
        still = self._still(counts)
        if max(still.values(), default=0.0) >= DEAD_AFTER:
            await self._bury({name: counts[name] for name in await self._dead(still)})
        return True

    async def _dead(self, still: dict[str, float]) -> list[str]:
        """Return those of the others who stood still for longer than who lives would."""
        sessions = await self._database.look(replicas.sessions)
        return [
            name
            for name, seconds in still.items()
            if seconds >= (HUNG_AFTER if name[:SESSION] in sessions else DEAD_AFTER)
        ]

    def _still(self, counts: dict[str, int]) -> dict[str, float]:
        """Return for how long the count of each other one stood still while ours went on."""
        now = self._clock()
        if now - self._beaten > LONGEST_GAP:
            self._seen.clear()
        self._beaten = now
        others = {name: count for name, count in counts.items() if name != self.name}
        seen = {name: self._seen.get(name, (-1, now)) for name in others}
        self._seen = {
            name: seen[name] if seen[name][0] == count else (count, now) for name, count in others.items()
        }
        return {name: now - since for name, (_, since) in self._seen.items()}

    async def _bury(self, dead: dict[str, int]) -> None:
        for name, count in dead.items():
            if await self._database.commit(partial(replicas.bury, replica=name, stood=count)):
                log.warning("replica.buried")


def _name(database: Database) -> str:
    return database.session + token_hex(4)
