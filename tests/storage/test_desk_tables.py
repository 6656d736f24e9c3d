from bot.storage import desk_tables
from bot.storage.tables import metadata


def test_what_a_person_said_or_is_called_is_never_a_column_of_text() -> None:
    tables = [table for table in metadata.sorted_tables if table.name in vars(desk_tables)]
    told = [
        column for table in tables for column in table.c if column.name in {"who", "form", "body", "author"}
    ]
    assert len(told) == 8
    assert all(str(column.type) == "BLOB" for column in told)
