"""A look and a commit work alike on both databases."""

import asyncio
from collections.abc import AsyncIterator
from itertools import count as counting

import pytest
from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.storage import quick
from bot.storage.database import Database, is_away
from bot.storage.prepared import StatementError, fetched, in_transaction
from bot.storage.quick import LINES, OnServer
from bot.storage.secrets import Secrets
from bot.storage.tables import seals
from tests.postgres import new_database

NUMBERS = counting(1)

ROW = {"name": "note", "value": "1"}


def write(connection: Connection) -> int:
    connection.execute(insert(seals), ROW)
    return 7


def count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(seals).where(seals.c.name == "note")) or 0


async def test_what_is_committed_is_seen(database: Database) -> None:
    assert await database.look(count) == 0
    assert await database.commit(write) == 7
    assert await database.look(count) == 1


async def test_an_error_leaves_nothing(database: Database) -> None:
    def fail(connection: Connection) -> None:
        write(connection)
        raise KeyError

    with pytest.raises(KeyError):
        await database.commit(fail)
    assert await database.look(count) == 0


async def test_a_look_does_not_wait_for_a_transaction(database: Database) -> None:
    async with database.begin() as session:
        await session.execute(insert(seals), ROW)
        assert await database.look(count) == 0
    assert await database.look(count) == 1


async def test_only_postgresql_is_shared(database: Database, kind: str) -> None:
    assert database.is_shared == (kind == "postgresql")


@pytest.mark.parametrize(
    ("error", "away"),
    [
        (ConnectionRefusedError(), True),
        (OperationalError("", {}, Exception("database is locked")), True),
        (KeyError(), False),
        (ValueError(), False),
    ],
)
def test_what_may_pass_is_told_from_our_own_faults(error: Exception, away: bool) -> None:  # noqa: FBT001  a row
    assert is_away(error) == away


async def test_what_fails_leaves_both_ways_open(database: Database) -> None:
    def fail(connection: Connection) -> None:
        connection.execute(text("nonsense"))

    for _ in range(2):
        with pytest.raises(DBAPIError):
            await database.look(fail)
        with pytest.raises(DBAPIError):
            await database.commit(fail)
    assert await database.commit(write) == 7
    assert await database.look(count) == 1


@pytest.fixture
async def server(postgres: str, secrets: Secrets) -> AsyncIterator[Database]:
    opened = await Database.open(await new_database(postgres, f"quick{next(NUMBERS)}"), secrets)
    yield opened
    await opened.close()


async def test_a_prepared_statement_stands_in_the_transaction(server: Database) -> None:
    def fail(connection: Connection) -> None:
        fetched(connection, "INSERT INTO seals (name, value) VALUES ($1, $2)", *ROW.values())
        assert in_transaction(connection)
        write_again(connection)

    def write_again(connection: Connection) -> None:
        fetched(connection, "INSERT INTO seals (name, value) VALUES ($1, $2)", *ROW.values())

    with pytest.raises(StatementError):
        await server.commit(fail)
    assert await server.look(count) == 0
    await server.commit(write_again)
    assert await server.look(count) == 1


async def test_apart_each_statement_is_one_of_its_own(server: Database) -> None:
    def fail(connection: Connection) -> None:
        write(connection)
        assert not in_transaction(connection)
        raise KeyError

    with pytest.raises(KeyError):
        await server.commit(fail, apart=True)
    assert await server.look(count) == 1


async def test_lines_that_broke_are_replaced(server: Database) -> None:
    quick = server._quick
    assert isinstance(quick, OnServer)
    gather = asyncio.gather
    await gather(*(server.look(lambda one: fetched(one, "SELECT pg_sleep(0.1)")) for _ in range(LINES + 2)))
    assert len(quick._idle) == LINES
    for line in quick._idle:
        driver = (await line.get_raw_connection()).driver_connection
        assert driver is not None
        driver.terminate()
    with pytest.raises(StatementError) as refused:
        await server.commit(write)
    assert is_away(refused.value)
    assert not quick._idle
    assert await server.commit(write) == 7


async def test_who_is_cancelled_leaves_no_line_behind_that_waits(server: Database) -> None:
    task = asyncio.create_task(server.commit(lambda one: fetched(one, "SELECT pg_sleep(30)")))
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await server.commit(write) == 7


class Line:
    """A way to a server that can go silent: what is open then swallows all, what comes later goes through."""

    def __init__(self, socket: str) -> None:
        self._socket = socket
        self._open: list[asyncio.Event] = []

    async def listen(self) -> asyncio.Server:
        return await asyncio.start_server(self._let, "127.0.0.1", 0)

    def go_silent(self) -> None:
        for one in self._open:
            one.set()

    async def _let(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        silent = asyncio.Event()
        self._open.append(silent)
        theirs, ours = await asyncio.open_unix_connection(self._socket)
        await asyncio.gather(_pumped(reader, ours, silent), _pumped(theirs, writer, silent))


async def _pumped(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, silent: asyncio.Event) -> None:
    while read := await reader.read(65536):
        if not silent.is_set():
            writer.write(read)
            await writer.drain()
    writer.close()


async def test_a_line_that_says_nothing_any_more_is_given_up(
    postgres: str, secrets: Secrets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quick, "SILENCE", 0.5)
    name = f"silent{next(NUMBERS)}"
    folder = (await new_database(postgres, name)).partition("host=")[2]
    line = Line(f"{folder}/.s.PGSQL.5432")
    async with await line.listen() as server:
        port = server.sockets[0].getsockname()[1]
        database = await Database.open(f"postgresql+asyncpg://postgres:x@127.0.0.1:{port}/{name}", secrets)
        assert await database.look(count) == 0
        line.go_silent()
        with pytest.raises(TimeoutError) as caught:
            await asyncio.wait_for(database.commit(write), 20)
        assert is_away(caught.value)
        assert await asyncio.wait_for(database.commit(write), 20) == 7
        await database.close()
