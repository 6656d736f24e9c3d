import asyncpg
import pytest

from bot.measuring import scratch
from bot.measuring.scratch import scratch_postgres


async def test_a_server_of_its_own_for_the_length_of_the_block() -> None:
    with scratch_postgres() as address:
        assert address is not None
        connection = await asyncpg.connect(address.replace("+asyncpg", ""))
        assert await connection.fetchval("SELECT 1") == 1
        await connection.close()


def test_none_without_the_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scratch, "WHEEL", "no_such_wheel")
    with scratch_postgres() as address:
        assert address is None
