"""The tables of daily life: people, conversations, questions and the inbox."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcTime(TypeDecorator[datetime]):
    """An aware moment, kept and given back in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  SQLAlchemy's signature
        """Turn any aware moment into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(value)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  SQLAlchemy's signature
        """Give SQLite's naive values their zone back."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


seals = Table(
    "seals",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False, comment="keyed hash: shows whether the key is the right one"),
)

people = Table(
    "people",
    metadata,
    Column("person", String(64), primary_key=True, comment="keyed hash of the user id"),
    Column("language", String, nullable=False),
    Column("chosen_at", UtcTime, nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    Column("conversation", String(64), primary_key=True, comment="keyed hash of chat and user"),
    Column("person", String(64), nullable=False, index=True),
    Column("question", LargeBinary, comment="encrypted"),
    Column("entry", String),
    Column("language", String),
    Column("at", UtcTime, index=True),
)

questions = Table(
    "questions",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Date, nullable=False, index=True),
    Column("language", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("entry", String),
    Column("edition", Integer),
    Column("text", LargeBinary, nullable=False, comment="encrypted, contacts scrubbed"),
)

updates = Table(
    "updates",
    metadata,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("state", String, nullable=False, comment="waiting | parked | done"),
    Column("attempts", Integer, nullable=False),
    Column("reason", String, comment="the latest failure's name"),
    Column("received_at", UtcTime, nullable=False),
    Column("lane", String(64), comment="keyed hash of chat and user"),
    Column("person", String(64), comment="keyed hash of the user id"),
    Column("body", LargeBinary, comment="encrypted; gone once handled"),
    Index("ix_updates_bot_state", "bot", "state"),
    Index(
        "ix_updates_waiting",
        "bot",
        "lane",
        "update_id",
        postgresql_where=text("state = 'waiting'"),
        sqlite_where=text("state = 'waiting'"),
    ),
)

replicas = Table(
    "replicas",
    metadata,
    Column("replica", String(32), primary_key=True),
    Column("beat", BigInteger, nullable=False, comment="counts up while the replica lives"),
)

claims = Table(
    "claims",
    metadata,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("lane", String(64), primary_key=True, comment="in the hands of one replica alone"),
    Column("replica", String(32), nullable=False, index=True),
)
