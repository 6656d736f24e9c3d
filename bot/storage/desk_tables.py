"""The tables of the inquiry desk: inquiries, letters, what is to be sent, follows, the staff's acts."""

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, UniqueConstraint

from bot.storage.tables import UtcTime, metadata

counters = Table(
    "counters",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False, comment="numbers are never given twice, deleted ones included"),
)

inquiries = Table(
    "inquiries",
    metadata,
    Column("number", String, primary_key=True),
    Column("cause", String, unique=True, comment="the update that made it"),
    Column("person", String(64), nullable=False, index=True, comment="keyed hash of the user id"),
    Column("who", LargeBinary, nullable=False, comment="encrypted: id and names"),
    Column("kind", String, nullable=False, comment="business | tourist"),
    Column("language", String, nullable=False),
    Column("state", String, nullable=False),
    Column("form", LargeBinary, nullable=False, comment="encrypted: what was filled in"),
    Column("entry", String),
    Column("thread", Integer, index=True, comment="the topic in the staff's group"),
    Column("taken_by", LargeBinary, comment="encrypted: the staff member"),
    Column("opened_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Column("deadline", UtcTime, comment="by when an answer is due; none while it is not our turn"),
    Column("answered_at", UtcTime, comment="the first answer"),
    Column("closed_at", UtcTime),
)

letters = Table(
    "letters",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("inquiry", String, nullable=False),
    Column("side", String, nullable=False, comment="person | staff | note"),
    Column("source", Integer, nullable=False, comment="the message in the writer's chat"),
    Column("copy", Integer, comment="the message in the reader's chat"),
    Column("album", String),
    Column("author", LargeBinary, comment="encrypted"),
    Column("body", LargeBinary, nullable=False, comment="encrypted"),
    Column("at", UtcTime, nullable=False),
    Column("deleted_at", UtcTime),
    UniqueConstraint("inquiry", "side", "source"),
)

contacts = Table(
    "contacts",
    metadata,
    Column("person", String(64), primary_key=True, comment="keyed hash of the user id"),
    Column("inquiry", String, nullable=False),
    Column("since", UtcTime, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("person", String(64), primary_key=True, comment="keyed hash of the user id"),
    Column("body", LargeBinary, nullable=False, comment="encrypted"),
    Column("updated_at", UtcTime, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("lane", String(64), nullable=False, comment="keyed hash of the chat, of the staff's by inquiry"),
    Column("rank", Integer, nullable=False, comment="0: to a person, 1: to the staff"),
    Column("act", String, nullable=False),
    Column("inquiry", String, index=True),
    Column("letter", Integer),
    Column("person", String(64), index=True, comment="keyed hash of the user id; gone once sent"),
    Column("cause", String, unique=True),
    Column("state", String, nullable=False, comment="waiting | sending | sent | uncertain | failed"),
    Column("body", LargeBinary, comment="encrypted; gone once sent"),
    Column("made_at", UtcTime, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("claimed_at", UtcTime),
    Column("attempts", Integer, nullable=False),
    Column("reason", String),
    Index("ix_outbox_state_lane", "state", "lane"),
)

follows = Table(
    "follows",
    metadata,
    Column("person", String(64), primary_key=True, comment="keyed hash of the user id"),
    Column("entry", String, primary_key=True),
    Column("who", LargeBinary, nullable=False, comment="encrypted: id"),
    Column("language", String, nullable=False),
    Column("edition", Integer, nullable=False, comment="the edition that the person knows"),
    Column("since", UtcTime, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("texts", String, nullable=False, comment="JSON: language to text"),
    Column("until", UtcTime, nullable=False),
    Column("made_at", UtcTime, nullable=False),
)

bans = Table(
    "bans",
    metadata,
    Column("person", String(64), primary_key=True, comment="keyed hash of the user id"),
    Column("at", UtcTime, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcTime, nullable=False, index=True),
    Column("who", LargeBinary, nullable=False, comment="encrypted: the staff member"),
    Column("act", String, nullable=False),
    Column("subject", String),
)

desk = Table(
    "desk",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
)
