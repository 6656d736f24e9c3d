"""People, conversations, questions and the inbox."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of daily life."""
    _seals()
    _people()
    _conversations()
    _questions()
    _updates()


def _seals() -> None:
    op.create_table(
        "seals",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column(
            "value", sa.String, nullable=False, comment="keyed hash: shows whether the key is the right one"
        ),
    )


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("person", sa.String(64), primary_key=True, comment="keyed hash of the user id"),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
    )


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("conversation", sa.String(64), primary_key=True, comment="keyed hash of chat and user"),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("question", sa.LargeBinary, comment="encrypted"),
        sa.Column("entry", sa.String),
        sa.Column("language", sa.String),
        sa.Column("at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_conversations_person", "conversations", ["person"])
    op.create_index("ix_conversations_at", "conversations", ["at"])


def _questions() -> None:
    op.create_table(
        "questions",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("entry", sa.String),
        sa.Column("edition", sa.Integer),
        sa.Column("text", sa.LargeBinary, nullable=False, comment="encrypted, contacts scrubbed"),
    )
    op.create_index("ix_questions_day", "questions", ["day"])


def _updates() -> None:
    op.create_table(
        "updates",
        sa.Column("bot", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("state", sa.String, nullable=False, comment="waiting | parked | done"),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("reason", sa.String, comment="the latest failure's name"),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lane", sa.String(64), comment="keyed hash of chat and user"),
        sa.Column("person", sa.String(64), comment="keyed hash of the user id"),
        sa.Column("body", sa.LargeBinary, comment="encrypted; gone once handled"),
    )
    op.create_index("ix_updates_bot_state", "updates", ["bot", "state"])
