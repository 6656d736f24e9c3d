from pathlib import Path

import pytest
from sqlalchemy import LargeBinary

from bot.storage import contacts, inquiries
from bot.storage.database import Database, WrongKey
from bot.storage.rekeying import encrypted, rekey
from bot.storage.secrets import Secrets
from bot.storage.tables import metadata
from tests.storage.desk import ANA, NOW, opened


def test_every_encrypted_column_says_so() -> None:
    binary = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, LargeBinary) and column not in encrypted(table)
    }
    assert binary == {"editions.model", "vectors.vector"}


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_everything_is_readable_with_the_new_key_only(
    database: Database, secrets: Secrets, tmp_path: Path
) -> None:
    new = Secrets.from_key(secrets.successor())
    async with database.begin() as session:
        one = await opened(session, secrets)
        await contacts.begin(session, one.person, one.number, NOW)
        assert await rekey(session, secrets, new) == 2
    url = f"sqlite+aiosqlite:///{tmp_path}/gerbang.db"
    fresh = await Database.open(url, new)
    async with fresh.begin() as session:
        (found,) = await inquiries.of_person(session, new, ANA.id)
    await fresh.close()
    assert found.who == ANA
    with pytest.raises(WrongKey):
        await Database.open(url, secrets)
