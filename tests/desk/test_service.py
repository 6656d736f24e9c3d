from datetime import UTC, datetime

import pytest

from bot.desk.service import notice_of
from tests.office import Office

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "until"),
    [
        ("/notice 2026-12-01 18:00", "2026-12-01T18:00:00+08:00"),
        ("/notice 2026-12-01", "2026-12-01T23:59:00+08:00"),
        ("/notice 2026-11-01", None),
        ("/notice 2027-12-01", None),
        ("/notice 2026-13-01", None),
        ("/notice", None),
    ],
)
def test_a_notice_has_an_end_ahead(head: str, until: str | None) -> None:
    texts, end = notice_of(f"{head}\nen: Closed: all\nid: Tutup", NOW)
    assert texts == {"en": "Closed: all", "id": "Tutup"}
    assert (end.isoformat() if end else None) == until


async def test_a_notice_needs_every_language(desk: Office) -> None:
    await desk.says(desk.sari, "/notice 2026-12-01\nen: Closed")
    assert "a line for each language (en, id)" in desk.texts(None)[-1]


async def test_a_notice_is_taken_away(desk: Office) -> None:
    await desk.says(desk.sari, "/notice 2026-12-01\nen: Closed\nid: Tutup")
    for told in ("The notice is gone.", "There was no notice."):
        await desk.says(desk.sari, "/notice off")
        assert desk.texts(None)[-1] == told


async def test_a_notice_is_short(desk: Office) -> None:
    await desk.says(desk.sari, f"/notice 2026-12-01\nen: {'x' * 501}\nid: Tutup")
    assert "at most 500" in desk.texts(None)[-1]
