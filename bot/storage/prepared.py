"""Prepared statements: put into SQLite's words once, for what every message reads and writes.

SQLAlchemy's own way costs ten times the database's work there (2026-11: 57 µs a look instead of 4). On
PostgreSQL the way to the server outweighs it, and SQLAlchemy goes on as always.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Connection, Dialect, Insert, Select, Update
from sqlalchemy.types import TypeEngine

from bot.storage.writing import Row

Change: TypeAlias = Callable[[Any], Any] | None
Statement: TypeAlias = Select[Any] | Insert | Update


@dataclass(frozen=True, slots=True)
class _Words:
    """The statement in SQLite's words; its values, in order, and its columns, with how each is changed."""

    text: str
    constants: Row
    values: Sequence[tuple[str, Change]]
    columns: Sequence[Change]

    @classmethod
    def of(cls, statement: Statement, dialect: Dialect) -> "_Words":
        compiled = statement.compile(dialect=dialect)
        # SQLAlchemy types a compiled statement by its base class only.
        names: Sequence[str] = getattr(compiled, "positiontup", None) or ()
        binds: Mapping[str, Any] = getattr(compiled, "binds", {})
        values = [(name, _own(binds[name].type, dialect).bind_processor(dialect)) for name in names]
        columns = [_own(one.type, dialect).result_processor(dialect, None) for one in _columns(statement)]
        constants = {name: one.value for name, one in binds.items() if not one.required}
        return cls(str(compiled), constants, values, columns)

    def ordered(self, given: Row) -> list[Any]:
        """Return the values as SQLite takes them."""
        given = {**self.constants, **given}
        return [given[name] if change is None else change(given[name]) for name, change in self.values]

    def read(self, row: Sequence[Any]) -> tuple[Any, ...]:
        """Return a row as the program takes it."""
        changes = zip(row, self.columns, strict=True)
        return tuple(one if change is None else change(one) for one, change in changes)


class Prepared:
    """One statement, whose values are all given by name."""

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._words: _Words | None = None

    def rows(self, connection: Connection, given: Sequence[Row]) -> list[tuple[Any, ...]]:
        """Execute it for each set of values; returns all rows that came back."""
        if connection.dialect.name != "sqlite":
            return self._on_server(connection, given)
        words = self._words = self._words or _Words.of(self._statement, connection.dialect)
        raw = connection.connection.driver_connection
        if raw is None:
            return []
        if words.columns:
            found = (row for one in given for row in raw.execute(words.text, words.ordered(one)).fetchall())
            return [words.read(row) for row in found]
        raw.executemany(words.text, [words.ordered(one) for one in given])
        return []

    def one(self, connection: Connection, given: Row) -> tuple[Any, ...]:
        """Execute a query of one row."""
        return self.rows(connection, [given])[0]

    def _on_server(self, connection: Connection, given: Sequence[Row]) -> list[tuple[Any, ...]]:
        # One set of values alone is worth its own way: a list is put together into a statement each time.
        values = [dict(one) for one in given] if len(given) > 1 else dict(given[0])
        result = connection.execute(self._statement, values)
        return [tuple(row) for row in result] if result.returns_rows else []


def _own(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)


def _columns(statement: Statement) -> list[Any]:
    """Return the columns that come back."""
    return list(statement.exported_columns)
