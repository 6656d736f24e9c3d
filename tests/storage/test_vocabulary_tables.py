"""Every list of the vocabulary belongs to an edition and keeps its order."""

from sqlalchemy import Table

from bot.storage import vocabulary_tables


def test_every_table_is_numbered_by_edition_and_position() -> None:
    tables = [table for table in vars(vocabulary_tables).values() if isinstance(table, Table)]
    assert len(tables) == 11
    assert {tuple(column.name for column in table.primary_key) for table in tables} == {
        ("edition", "position")
    }
