"""The tables of daily life hold Telegram's numbers and keep their moments in UTC."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import BigInteger
from sqlalchemy.dialects import sqlite

from bot.storage.tables import UtcTime, metadata

SQLITE = sqlite.dialect()


def test_every_update_id_has_room_for_telegrams_numbers() -> None:
    columns = [table.c.update_id for table in metadata.sorted_tables if "update_id" in table.c]
    assert len(columns) == 2
    assert all(isinstance(column.type, BigInteger) for column in columns)


def test_a_moment_comes_back_with_its_zone() -> None:
    moment = datetime(2026, 11, 24, tzinfo=UTC)
    assert UtcTime().process_result_value(moment.replace(tzinfo=None), SQLITE) == moment
    assert UtcTime().process_result_value(None, SQLITE) is None


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="2026"):
        UtcTime().process_bind_param(datetime(2026, 11, 24, tzinfo=UTC).replace(tzinfo=None), SQLITE)
