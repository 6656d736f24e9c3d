"""The inquiry desk: inquiries, letters, drafts, the outbox, follows, notices, bans, the audit."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def _counters() -> None:
    op.create_table(
        "counters",
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column(
            "last", sa.Integer, nullable=False, comment="numbers are never given twice, deleted ones included"
        ),
    )


def _inquiries() -> None:
    op.create_table(
        "inquiries",
        sa.Column("number", sa.String, primary_key=True),
        sa.Column("cause", sa.String, comment="the update that made it"),
        sa.UniqueConstraint("cause", name="uq_inquiries_cause"),
        sa.Column("person", sa.String(64), nullable=False, comment="keyed hash of the user id"),
        sa.Column("who", sa.LargeBinary, nullable=False, comment="encrypted: id and names"),
        sa.Column("kind", sa.String, nullable=False, comment="business | tourist"),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("form", sa.LargeBinary, nullable=False, comment="encrypted: what was filled in"),
        sa.Column("entry", sa.String),
        sa.Column("thread", sa.Integer, comment="the topic in the staff's group"),
        sa.Column("taken_by", sa.LargeBinary, comment="encrypted: the staff member"),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "deadline",
            sa.DateTime(timezone=True),
            comment="by when an answer is due; none while it is not our turn",
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), comment="the first answer"),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_inquiries_person", "inquiries", ["person"])
    op.create_index("ix_inquiries_thread", "inquiries", ["thread"])


def _letters() -> None:
    op.create_table(
        "letters",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("inquiry", sa.String, nullable=False),
        sa.Column("side", sa.String, nullable=False, comment="person | staff | note"),
        sa.Column("source", sa.Integer, nullable=False, comment="the message in the writer's chat"),
        sa.Column("copy", sa.Integer, comment="the message in the reader's chat"),
        sa.Column("album", sa.String),
        sa.Column("author", sa.LargeBinary, comment="encrypted"),
        sa.Column("body", sa.LargeBinary, nullable=False, comment="encrypted"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("inquiry", "side", "source", name="uq_letters_inquiry_side_source"),
    )


def _contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("person", sa.String(64), primary_key=True, comment="keyed hash of the user id"),
        sa.Column("inquiry", sa.String, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    )


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("person", sa.String(64), primary_key=True, comment="keyed hash of the user id"),
        sa.Column("body", sa.LargeBinary, nullable=False, comment="encrypted"),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "lane", sa.String(64), nullable=False, comment="keyed hash of the chat, of the staff's by inquiry"
        ),
        sa.Column("rank", sa.Integer, nullable=False, comment="0: to a person, 1: to the staff"),
        sa.Column("act", sa.String, nullable=False),
        sa.Column("inquiry", sa.String),
        sa.Column("letter", sa.Integer),
        sa.Column("person", sa.String(64), comment="keyed hash of the user id; gone once sent"),
        sa.Column("cause", sa.String),
        sa.UniqueConstraint("cause", name="uq_outbox_cause"),
        sa.Column(
            "state", sa.String, nullable=False, comment="waiting | sending | sent | uncertain | failed"
        ),
        sa.Column("body", sa.LargeBinary, comment="encrypted; gone once sent"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True)),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("reason", sa.String),
    )
    op.create_index("ix_outbox_inquiry", "outbox", ["inquiry"])
    op.create_index("ix_outbox_person", "outbox", ["person"])
    op.create_index("ix_outbox_state_lane", "outbox", ["state", "lane"])


def _follows() -> None:
    op.create_table(
        "follows",
        sa.Column("person", sa.String(64), primary_key=True, comment="keyed hash of the user id"),
        sa.Column("entry", sa.String, primary_key=True),
        sa.Column("who", sa.LargeBinary, nullable=False, comment="encrypted: id"),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("edition", sa.Integer, nullable=False, comment="the edition that the person knows"),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    )


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("texts", sa.String, nullable=False, comment="JSON: language to text"),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    )


def _bans() -> None:
    op.create_table(
        "bans",
        sa.Column("person", sa.String(64), primary_key=True, comment="keyed hash of the user id"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.LargeBinary, nullable=False, comment="encrypted: the staff member"),
        sa.Column("act", sa.String, nullable=False),
        sa.Column("subject", sa.String),
    )
    op.create_index("ix_audit_at", "audit", ["at"])


def _desk() -> None:
    op.create_table(
        "desk",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("value", sa.String, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    )


def upgrade() -> None:
    """Make the tables of the desk."""
    _counters()
    _inquiries()
    _letters()
    _contacts()
    _drafts()
    _outbox()
    _follows()
    _notices()
    _bans()
    _audit()
    _desk()
