"""Replicas count up while they live; who does not is taken out, once."""

from functools import partial

from bot.storage import replicas
from bot.storage.database import Database


async def test_each_sees_how_far_the_others_are(database: Database) -> None:
    for name in ("a", "b"):
        await database.commit(partial(replicas.join, replica=name))
    await database.commit(partial(replicas.beat, replica="a"))
    assert await database.commit(partial(replicas.beat, replica="b")) == {"a": 1, "b": 1}


async def test_who_counted_on_is_not_buried(database: Database) -> None:
    await database.commit(partial(replicas.join, replica="a"))
    await database.commit(partial(replicas.beat, replica="a"))
    assert not await database.commit(partial(replicas.bury, replica="a", stood=0))
    assert await database.commit(partial(replicas.bury, replica="a", stood=1))
    assert not await database.commit(partial(replicas.bury, replica="a", stood=1))


async def test_who_was_buried_or_left_does_not_see_itself(database: Database) -> None:
    await database.commit(partial(replicas.join, replica="a"))
    await database.commit(partial(replicas.leave, replica="a"))
    assert await database.commit(partial(replicas.beat, replica="a")) == {}


async def test_a_session_is_there_as_long_as_it_holds_a_line(database: Database) -> None:
    seen = await database.look(replicas.sessions)
    assert seen >= {database.session} if database.is_shared else not seen


async def test_who_is_known_is_told(database: Database) -> None:
    await database.commit(partial(replicas.join, replica="a"))
    assert await database.commit(partial(replicas.is_known, replica="a"))
    assert not await database.commit(partial(replicas.is_known, replica="b"))
