"""Nobody's id, name or words can be read in the file, nor in its log."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.storage import conversations, people, questions, updates
from bot.storage.conversations import Conversation
from bot.storage.database import Database
from bot.storage.secrets import Secrets

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
PERSON, CHAT = 5_550_123_987, -1_002_233_445_566
RAW = {
    "update_id": 1,
    "message": {
        "chat": {"id": CHAT},
        "from": {"id": PERSON, "first_name": "Rahasiawati"},
        "text": "kapal rahasia di dermaga",
    },
}


def traces(folder: Path) -> list[str]:
    """Everything of the person that stands readable in any file of the folder."""
    raw = b"".join(file.read_bytes() for file in folder.iterdir())
    numbers = [number.to_bytes(8, "big", signed=True) for number in (PERSON, CHAT)]
    texts = [str(PERSON).encode(), str(CHAT).encode(), b"Rahasia", b"rahasia", b"dermaga"]
    return [
        repr(trace) for trace in (*texts, *(number.lstrip(b"\0\xff") for number in numbers)) if trace in raw
    ]


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_nothing_personal_is_readable_in_the_files(
    database: Database, secrets: Secrets, tmp_path: Path
) -> None:
    async with database.begin() as session:
        await updates.store(session, secrets, 9, [RAW], NOW)
        await people.choose_language(session, secrets, PERSON, "id", NOW)
        await conversations.save(
            session, secrets, CHAT, PERSON, Conversation("kapal rahasia", None, "id", NOW)
        )
        await questions.record(
            session,
            secrets,
            update_id=1,
            day=date(2026, 11, 24),
            language="id",
            outcome="unknown",
            entry=None,
            edition=None,
            text="kapal rahasia di dermaga",
        )
    assert (tmp_path / "gerbang.db-wal").stat().st_size > 0
    assert traces(tmp_path) == []
