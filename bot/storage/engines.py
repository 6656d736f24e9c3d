"""Engines: how the program holds its lines to SQLite and to PostgreSQL."""

from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import NoSuchModuleError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.languages import Trouble
from bot.storage import replicas
from bot.storage.quick import InMemory, OnFile, OnServer, Quick, is_busy

# WAL lets readers go on beside a writer; secure_delete leaves no deleted text in the file.
_PRAGMAS = (
    "busy_timeout=10000",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "secure_delete=ON",
)
# SQLite waits for nobody when it turns a file to WAL: of twelve that open a new one at once some would fail.
_WAL, _PATIENCE, _PAUSE = "journal_mode=WAL", 10.0, 0.01
# Seconds in which a line to a server must be there, and that a statement on it may take, to wait for another
# that publishes included.
SOON, LONGEST = 10.0, 600.0
# Connections that a replica holds to a server at the most.
CONNECTIONS = 10


class UnknownUrl(Trouble):
    """The address names no database that the program can use."""


def engine_of(address: URL, session: str) -> AsyncEngine:
    """Return the engine of an address; a server knows its lines by the session. Raises UnknownUrl."""
    if address.drivername == "sqlite+aiosqlite":
        return _sqlite(address)
    try:
        # None beyond the pool: what is opened for a moment is closed again, and costs more than it does.
        named = {"application_name": f"{replicas.PREFIX}{session}"}
        arguments = {"server_settings": named, "timeout": SOON, "command_timeout": LONGEST}
        return create_async_engine(address, pool_size=CONNECTIONS, max_overflow=0, connect_args=arguments)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise UnknownUrl("storage.no_driver", scheme=address.drivername) from error


def _sqlite(address: URL) -> AsyncEngine:
    """Open SQLite with one connection: its writers take turns anyway, and waiting here is fair and cheap."""
    if address.database in (None, "", ":memory:"):
        engine = create_async_engine(address)
    else:
        Path(str(address.database)).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        engine = create_async_engine(address, pool_size=1, max_overflow=0, pool_timeout=60)
    _prepared(engine.sync_engine)
    return engine


def _prepared(engine: Engine) -> Engine:
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def quick_of(engine: AsyncEngine) -> Quick:
    """Return the quick ways of a database; they share its file, or its connections."""
    if engine.dialect.name == "postgresql":
        return OnServer(engine)
    if engine.url.database in (None, "", ":memory:"):
        return InMemory(engine)
    address = engine.url.set(drivername="sqlite+pysqlite")
    looking = create_engine(address, pool_size=1, max_overflow=0)
    event.listen(looking, "connect", _set_up)
    writing = create_engine(address, pool_size=1, max_overflow=0)
    for name, task in (("connect", _set_up), ("connect", _hurry), ("begin", _begin_at_once)):
        event.listen(writing, name, task)
    return OnFile(looking, writing)


def _set_up(connection: Any, _record: object) -> None:
    # The driver's own transactions begin too late for a check before a write: we begin them ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        _into_wal(cursor)
    except BaseException:
        connection.close()
        raise
    cursor.close()


def _into_wal(cursor: Any) -> None:
    until = monotonic() + _PATIENCE
    while True:
        try:
            cursor.execute(f"PRAGMA {_WAL}")
        except Exception as error:
            if not is_busy(error) or monotonic() > until:
                raise
            sleep(_PAUSE)
        else:
            return


def _hurry(connection: Any, _record: object) -> None:
    """Let a connection of the loop's own thread never wait, for another writer or for the disk."""
    for pragma in ("busy_timeout=0", "wal_autocheckpoint=0"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_at_once(connection: Any) -> None:
    """Do the same without SQLAlchemy, where no driver stands between."""
    connection.connection.driver_connection.execute("BEGIN IMMEDIATE")
