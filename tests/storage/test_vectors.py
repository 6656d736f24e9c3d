"""Vectors are kept by encoder and text, many at once."""

from bot.storage.database import Database
from bot.storage.vectors import keep_vectors, vectors


async def test_only_what_is_kept_is_found(database: Database) -> None:
    async with database.begin() as session:
        await keep_vectors(session, "tiny", {"a": b"\0\1", "b": b"\2"})
        assert await vectors(session, "tiny", ["a", "a", "c"]) == {"a": b"\0\1"}
        assert await vectors(session, "large", ["a"]) == {}


async def test_a_vector_that_is_kept_stays(database: Database) -> None:
    async with database.begin() as session:
        await keep_vectors(session, "tiny", {"a": b"1"})
        await keep_vectors(session, "tiny", {"a": b"2", "b": b"3"})
        await keep_vectors(session, "tiny", {})
        assert await vectors(session, "tiny", "ab") == {"a": b"1", "b": b"3"}


async def test_more_are_loaded_than_one_statement_may_name(database: Database) -> None:
    many = {f"{number:064x}": number.to_bytes(4, "big") * 512 for number in range(4000)}
    async with database.begin() as session:
        await keep_vectors(session, "tiny", many)
        found = await vectors(session, "tiny", many)
    assert found == many
