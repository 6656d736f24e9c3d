import asyncio
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from bot.receiving import writer as writing
from bot.receiving.inbox import Inbox
from bot.receiving.writer import Writer
from bot.storage import journal
from bot.storage.database import Database
from bot.storage.glance import glance
from bot.storage.updates import Waiting


@pytest.fixture
def writer(inbox: Inbox) -> Writer:
    return inbox._writer


def counted(monkeypatch: pytest.MonkeyPatch, *errors: Exception) -> list[Any]:
    """Count transactions, and let the first ones fail."""
    commits: list[Any] = []
    left = list(errors)
    commit = Database.commit

    async def count(self: Database, work: Any, *, apart: bool = False) -> Any:
        commits.append(work)
        if left:
            raise left.pop(0)
        return await commit(self, work, apart=apart)

    monkeypatch.setattr(Database, "commit", count)
    return commits


def number(connection: Connection, *, found: int) -> int:
    assert connection.in_transaction()
    return found


async def test_what_gathers_goes_into_one_transaction(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits = counted(monkeypatch)
    works = [writer.run(partial(number, found=one)) for one in range(9)]
    assert await asyncio.gather(*works) == list(range(9))
    assert len(commits) == 1


async def test_what_is_done_is_written_however_long_the_database_is_away(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "PAUSE", 0)
    gone = OperationalError("", {}, Exception("gone"))
    commits = counted(monkeypatch, gone, ConnectionRefusedError(), gone)
    await writer.done(Waiting(1, "ana", {}, 0))
    assert len(commits) == 4


async def test_who_brings_something_new_is_told_at_once(
    inbox: Inbox, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "PAUSE", 0)
    counted(monkeypatch, ConnectionRefusedError())
    with pytest.raises(ConnectionRefusedError):
        await inbox.take([{"update_id": 1}])
    await inbox.take([{"update_id": 1}])
    assert await inbox.next_offset() == 2


async def test_what_cannot_be_written_harms_nobody_else(writer: Writer) -> None:
    def poison(_connection: Connection) -> None:
        raise KeyError

    work = (
        writer.run(partial(number, found=1)),
        writer.run(poison),
        writer.run(partial(journal.newest, bot=1)),
    )
    first, second, third = await asyncio.gather(*work, return_exceptions=True)
    assert (first, type(second), third) == (1, KeyError, None)


@pytest.mark.parametrize("texts", [["hello"], ["hello", "how long is the quay"]])
async def test_beside_others_only_a_message_that_comes_alone_needs_no_look_of_its_own(
    two: tuple[Inbox, Inbox], tg: Telegram, ana: Person, monkeypatch: pytest.MonkeyPatch, texts: list[str]
) -> None:
    looks: list[Any] = []
    look = Database.look

    async def count(self: Database, work: Any) -> Any:
        looks.extend([work] if getattr(work, "func", None) is glance else [])
        return await look(self, work)

    monkeypatch.setattr(Database, "look", count)
    for text in texts:
        await ana.say(text)
    inbox = two[0]
    await inbox.take(tg.pending)
    await inbox.empty()
    assert len(ana.messages) >= len(texts)
    assert len(looks) == (0 if len(texts) == 1 else len(texts))
    assert not inbox._assembled.house.glances
