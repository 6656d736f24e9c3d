"""The quick ways into the database: a look without a transaction, and one transaction of prepared work.

Work is a function over a plain connection. On SQLite it is done at once, in the loop's own thread: a reader
waits for nobody in WAL mode, and a commit there is a write that the disk need not confirm. Changing threads
cost more than all of its statements. Where another writer holds the file, a thread of its own waits instead.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from functools import cached_property, partial
from sqlite3 import SQLITE_BUSY
from typing import Protocol, TypeAlias, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.prepared import say

Found = TypeVar("Found")
Work: TypeAlias = Callable[[Connection], Found]
# Milliseconds for which the thread waits for another writer.
PATIENCE = 10_000
# Transactions after which the log of changes goes into the file: what takes a disk's time, in the thread.
CHECKPOINT = 500
# Seconds after which a line to a server that says nothing is given up: where a network forgot it, it would
# say nothing for a quarter of an hour.
SILENCE = 10.0
# Lines to a server that are kept for looks and commits; what needs more at once takes them from the pool.
LINES = 4


class Quick(Protocol):
    """Looks and commits."""

    async def look(self, work: Work[Found]) -> Found:
        """Read what is committed."""

    async def commit(self, work: Work[Found], *, apart: bool = False) -> Found:
        """Do all of the work in one transaction, or nothing of it.

        `apart` allows each statement to be one of its own, where a round trip more would cost.
        """

    async def close(self) -> None:
        """Close all connections."""


class OnFile:
    """SQLite in a file: one engine that looks, one that writes and never waits by itself."""

    def __init__(self, looking: Engine, writing: Engine) -> None:
        self._looking = looking
        self._writing = writing
        self._thread = ThreadPoolExecutor(1, "database")
        self._in_thread = 0
        self._commits = 0

    # A line out of the pool and back for each statement costs more than the statement.
    @cached_property
    def _reader(self) -> Connection:
        return self._looking.connect()

    @cached_property
    def _writer(self) -> Connection:
        return self._writing.connect()

    async def look(self, work: Work[Found]) -> Found:
        """Read at once."""
        try:
            found = work(self._reader)
            self._reader.rollback()
        except BaseException:
            self._let_go("_reader")
            raise
        return found

    async def commit(self, work: Work[Found], *, apart: bool = False) -> Found:  # noqa: ARG002  as it is cheap
        """Write at once where nobody else is writing, else in the thread."""
        if self._in_thread == 0:
            try:
                found = self._committed(work)
            except Exception as error:
                if not is_busy(error):
                    raise
            else:
                self._count()
                return found
        return await asyncio.wrap_future(self._submit(self._patiently, work))

    def _committed(self, work: Work[Found]) -> Found:
        try:
            with self._writer.begin():
                return work(self._writer)
        except BaseException:
            self._let_go("_writer")
            raise

    def _let_go(self, line: str) -> None:
        """Give a line back to its pool, which makes a clean one of it whatever happened on it."""
        held: Connection | None = vars(self).pop(line, None)
        if held is not None:
            held.close()

    def _patiently(self, work: Work[Found]) -> Found:
        self._pragma(f"busy_timeout = {PATIENCE}")
        try:
            return self._committed(work)
        finally:
            self._pragma("busy_timeout = 0")

    def _count(self) -> None:
        self._commits += 1
        if self._commits % CHECKPOINT == 0:
            self._submit(self._pragma, "wal_checkpoint(PASSIVE)")

    def _pragma(self, words: str) -> None:
        driver = self._writer.connection.driver_connection
        if driver is not None:
            driver.execute(f"PRAGMA {words}").fetchall()

    def _submit(self, task: Callable[..., Found], *arguments: object) -> "Future[Found]":
        """Let the thread do something; the connection is its own meanwhile."""
        self._in_thread += 1
        future = self._thread.submit(task, *arguments)
        loop = asyncio.get_running_loop()
        future.add_done_callback(lambda _: loop.call_soon_threadsafe(self._back))
        return future

    def _back(self) -> None:
        self._in_thread -= 1

    async def close(self) -> None:
        """Let the last transaction finish, then close."""
        await asyncio.to_thread(self._thread.shutdown)
        self._let_go("_reader")
        self._let_go("_writer")
        self._looking.dispose()
        self._writing.dispose()


class InMemory:
    """SQLite in memory: the engine that the rest of the program uses, too."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def look(self, work: Work[Found]) -> Found:
        """Read in a transaction."""
        async with self._engine.connect() as connection:
            return await connection.run_sync(work)

    async def commit(self, work: Work[Found], *, apart: bool = False) -> Found:  # noqa: ARG002  as it is cheap
        """Write in one transaction."""
        async with self._engine.begin() as connection:
            return await connection.run_sync(work)

    async def close(self) -> None:
        """Nothing of its own to close."""


class OnServer:
    """PostgreSQL: lines on which each statement commits by itself, unless a transaction is begun on one."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        # A line out of the pool and back for each look costs more than the look.
        self._idle: list[AsyncConnection] = []
        self._room = LINES

    async def look(self, work: Work[Found]) -> Found:
        """Read, in one round trip a statement."""
        async with asyncio.timeout(SILENCE), self._line() as line:
            return await line.run_sync(work)

    async def commit(self, work: Work[Found], *, apart: bool = False) -> Found:
        """Write in one transaction, or in one for each statement."""
        async with asyncio.timeout(SILENCE), self._line() as line:
            return await line.run_sync(work if apart else partial(_in_transaction, work))

    @asynccontextmanager
    async def _line(self) -> AsyncIterator[AsyncConnection]:
        line = self._idle.pop() if self._idle else await self._engine.connect()
        try:
            yield line
        except BaseException:
            # Nobody knows how it stands, and where the server was away the others broke, too.
            await self._drop(line)
            raise
        if len(self._idle) < self._room:
            self._idle.append(line)
        else:
            await line.close()

    async def _drop(self, *lines: AsyncConnection) -> None:
        lines, self._idle = (*lines, *self._idle), []
        for line in lines:
            with suppress(Exception):  # who reads the error of the work wants no other
                await line.invalidate()
                await line.close()

    async def close(self) -> None:
        """Close the lines that are kept, and those in use as soon as they are not."""
        lines, self._idle, self._room = self._idle, [], 0
        for line in lines:
            await line.close()


def _in_transaction(work: Work[Found], connection: Connection) -> Found:
    say(connection, "BEGIN")
    try:
        found = work(connection)
    except BaseException:
        with suppress(Exception):
            say(connection, "ROLLBACK")
        raise
    say(connection, "COMMIT")
    return found


def is_busy(error: BaseException) -> bool:
    """Tell whether another writer held the file."""
    cause = getattr(error, "orig", error)
    return getattr(cause, "sqlite_errorcode", 0) & 0xFF == SQLITE_BUSY
