"""The database: opened, brought up to date, its key checked, and used in short transactions."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from secrets import token_hex

from sqlalchemy import URL, insert, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from bot.languages import Trouble
from bot.storage.engines import UnknownUrl, engine_of, quick_of
from bot.storage.migrating import migrate
from bot.storage.prepared import StatementError
from bot.storage.quick import Found, Work
from bot.storage.secrets import Secrets, Undecipherable
from bot.storage.tables import seals
from bot.storage.writing import take_turns

# Classes of PostgreSQL's errors: connection, resources, an operator at work, the system beneath.
_PASSING = {"08", "53", "57", "58"}


class WrongKey(Trouble):
    """The database was written under another secret key."""


class Unusable(Trouble):
    """The database cannot be reached, read or written."""


class Database:
    """An open database; closed with `close`."""

    def __init__(self, engine: AsyncEngine, secrets: Secrets, session: str = "") -> None:
        self.secrets = secrets
        # By which the server tells whether this program still holds a line to it.
        self.session = session
        self._engine = engine
        self._quick = quick_of(engine)
        self._sessions = async_sessionmaker(engine, expire_on_commit=False)
        self._open = 0
        self._still = asyncio.Event()
        self._still.set()

    @classmethod
    async def open(cls, url: str, secrets: Secrets) -> "Database":
        """Open, migrate and check the key; raises UnknownUrl, Unusable, NewerDatabase or WrongKey."""
        address = _address(url)
        place = _place(address)
        session = token_hex(4)
        try:
            database = cls(engine_of(address, session), secrets, session)
            try:
                await database._prepare(place)
            except BaseException:
                await database.close()
                raise
        except (DBAPIError, OSError) as error:
            raise Unusable("storage.unusable", database=place, reason=_reason(error)) from error
        return database

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """Begin one short transaction: committed at the block's end, rolled back on an error.

        On SQLite transactions take turns, so a block must not begin another one.
        """
        self._open += 1
        self._still.clear()
        try:
            async with self._sessions.begin() as session:
                yield session
        finally:
            self._open -= 1
            if self._open == 0:
                self._still.set()

    async def still(self, patience: float) -> None:
        """Wait until no transaction is open: whoever is to be cancelled is best cancelled outside of one."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._still.wait(), patience)

    async def look(self, work: Work[Found]) -> Found:
        """Read what is committed, without a transaction: the quickest way."""
        return await self._quick.look(work)

    async def commit(self, work: Work[Found], *, apart: bool = False) -> Found:
        """Do prepared work in one transaction; not inside a `begin` block.

        `apart` allows each statement to be one of its own, where a round trip more would cost.
        """
        return await self._quick.commit(work, apart=apart)

    @property
    def is_shared(self) -> bool:
        """Tell whether other replicas may work beside this one."""
        return self._engine.dialect.name == "postgresql"

    async def close(self) -> None:
        """Close all connections."""
        await self._quick.close()
        await self._engine.dispose()

    async def _prepare(self, place: str) -> None:
        async with self.begin() as session:
            await take_turns(session, "migrate")
            connection = await session.connection()
            await connection.run_sync(migrate)
            await self._check_key(session, place)

    async def _check_key(self, session: AsyncSession, place: str) -> None:
        seal = self.secrets.hash("seal")
        found = await session.scalar(select(seals.c.value).where(seals.c.name == "key"))
        if found is None:
            await session.execute(insert(seals), {"name": "key", "value": seal})
        elif found != seal:
            raise WrongKey("storage.wrong_key", database=place)
        await self._check_cipher(session, place)

    async def _check_cipher(self, session: AsyncSession, place: str) -> None:
        """Check that the key decrypts, too: one that was replaced still hashes alike."""
        word = await session.scalar(select(seals.c.value).where(seals.c.name == "cipher"))
        if word is None:
            sealed = self.secrets.encrypt("cipher").decode()
            await session.execute(insert(seals), {"name": "cipher", "value": sealed})
            return
        try:
            self.secrets.decrypt(word.encode())
        except Undecipherable as error:
            raise WrongKey("storage.wrong_key", database=place) from error


def is_away(error: BaseException) -> bool:
    """Tell whether the database cannot be reached, is locked or has no room: what fails so may pass."""
    if isinstance(error, sqlite3.OperationalError):
        # From a prepared statement, which no SQLAlchemy wraps.
        return True
    if isinstance(error, DBAPIError):
        # Without a statement it failed while connecting, or committing.
        refused = isinstance(error, OperationalError | InterfaceError) or error.statement is None
        return refused or error.connection_invalidated or _sqlstate(error.orig)[:2] in _PASSING
    if isinstance(error, StatementError):
        # Without a state the line broke, or the driver could not send a value.
        state = _sqlstate(error.__cause__)
        return state[:2] in _PASSING or not (state or isinstance(error.__cause__, ValueError))
    # The driver's own errors come bare when no connection came about.
    return isinstance(error, OSError | PoolTimeoutError) or type(error).__module__.startswith("asyncpg")


def _sqlstate(error: BaseException | None) -> str:
    return str(getattr(error, "sqlstate", None) or "")


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise UnknownUrl("storage.unknown_url", scheme=url.partition(":")[0]) from error
    if address.drivername not in ("sqlite+aiosqlite", "postgresql+asyncpg"):
        raise UnknownUrl("storage.unknown_url", scheme=address.drivername)
    return address


def _place(address: URL) -> str:
    """Name the database for a person, without its password."""
    if address.drivername == "sqlite+aiosqlite":
        return address.database or ":memory:"
    return address.render_as_string(hide_password=True)


def _reason(error: Exception) -> str:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    return str(cause) or type(cause).__name__
