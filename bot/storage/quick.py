"""The quick ways into the database: a look without a transaction, and one transaction of prepared work.

Work is a function over a plain connection. On SQLite a look happens at once, for in WAL mode a reader waits
for nobody, and a transaction in a thread of its own: one change of threads for all of its statements.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeAlias, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.ext.asyncio import AsyncEngine

Found = TypeVar("Found")
Work: TypeAlias = Callable[[Connection], Found]


class Quick(Protocol):
    """Looks and commits."""

    async def look(self, work: Work[Found]) -> Found:
        """Read what is committed."""

    async def commit(self, work: Work[Found]) -> Found:
        """Do all of the work in one transaction, or nothing of it."""

    async def close(self) -> None:
        """Close all connections."""


class OnFile:
    """SQLite in a file: one engine that looks, one that writes."""

    def __init__(self, looking: Engine, writing: Engine) -> None:
        self._looking = looking
        self._writing = writing
        self._thread = ThreadPoolExecutor(1, "database")

    async def look(self, work: Work[Found]) -> Found:
        """Read at once."""
        with self._looking.connect() as connection:
            return work(connection)

    async def commit(self, work: Work[Found]) -> Found:
        """Write in the thread, which takes one transaction after the other."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._committed, work)

    def _committed(self, work: Work[Found]) -> Found:
        with self._writing.begin() as connection:
            return work(connection)

    async def close(self) -> None:
        """Let the last transaction finish, then close."""
        await asyncio.to_thread(self._thread.shutdown)
        self._looking.dispose()
        self._writing.dispose()


class OnServer:
    """PostgreSQL, or SQLite in memory: the engine that the rest of the program uses, too."""

    def __init__(self, engine: AsyncEngine, looking: AsyncEngine) -> None:
        self._engine = engine
        self._looking = looking

    async def look(self, work: Work[Found]) -> Found:
        """Read in one round trip where the database allows it."""
        async with self._looking.connect() as connection:
            return await connection.run_sync(work)

    async def commit(self, work: Work[Found]) -> Found:
        """Write in one transaction."""
        async with self._engine.begin() as connection:
            return await connection.run_sync(work)

    async def close(self) -> None:
        """Nothing of its own to close."""
