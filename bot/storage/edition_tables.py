"""The tables of the published editions: entries, facts and what they refer to.

Every row carries its edition's number and its position, so that an edition comes back in its order.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)
from sqlalchemy.schema import SchemaItem

from bot.storage.tables import UtcTime, metadata


def shelf(name: str, *items: SchemaItem) -> Table:
    """Make a table whose rows belong to an edition, in order."""
    edition = ForeignKey("editions.number", ondelete="CASCADE")
    return Table(
        name,
        metadata,
        Column("edition", Integer, edition, primary_key=True, autoincrement=False),
        Column("position", Integer, primary_key=True, autoincrement=False),
        *items,
    )


def text(name: str, *, null: bool = False) -> Column[str]:
    """Make a column of text."""
    return Column(name, String, nullable=null)


def of_entry() -> ForeignKeyConstraint:
    """Tie a row to its entry."""
    return ForeignKeyConstraint(["edition", "entry"], ["entries.edition", "entries.id"], ondelete="CASCADE")


def of_fact() -> ForeignKeyConstraint:
    """Tie a row to its fact."""
    here, there = ("edition", "entry", "fact"), ("edition", "entry", "name")
    return ForeignKeyConstraint(here, [f"facts.{column}" for column in there], ondelete="CASCADE")


editions = Table(
    "editions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("published", UtcTime, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("encoder", String, nullable=False),
    Column("model", LargeBinary, nullable=False),
    Column("restored_from", Integer),
    Column("languages", String, nullable=False, comment="codes, with spaces between"),
    Column("no_words", String, comment="the entry that answers a message without words"),
)

vectors = Table(
    "vectors",
    metadata,
    Column("encoder", String, primary_key=True),
    Column("fingerprint", String, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

entries = shelf(
    "entries",
    text("id"),
    text("topic"),
    text("kind"),
    Column("review_by", Date),
    Column("checked", Date),
    text("place", null=True),
    UniqueConstraint("edition", "id"),
)
entry_texts = shelf(
    "entry_texts",
    text("entry"),
    text("language"),
    text("title", null=True),
    text("answer", null=True),
    of_entry(),
)
examples = shelf("examples", text("entry"), text("language"), text("question", null=True), of_entry())
entry_sources = shelf("entry_sources", text("entry"), text("source"), of_entry())
entry_offices = shelf("entry_offices", text("entry"), text("office"), of_entry())
related = shelf("related", text("entry"), text("other"), of_entry())

facts = shelf(
    "facts",
    text("entry"),
    text("name"),
    text("kind"),
    text("value", null=True),
    text("high", null=True),
    text("unit", null=True),
    text("qualifier", null=True),
    text("as_of", null=True),
    text("until", null=True),
    text("said_by", null=True),
    Column("volatile", Boolean, nullable=False),
    text("publish_because", null=True),
    UniqueConstraint("edition", "entry", "name"),
    of_entry(),
)
fact_history = shelf(
    "fact_history",
    text("entry"),
    text("fact"),
    text("day"),
    text("kind"),
    text("value", null=True),
    text("high", null=True),
    of_fact(),
)
fact_values = shelf(
    "fact_values",
    text("entry"),
    text("fact"),
    text("day", null=True),
    text("language"),
    text("text"),
    of_fact(),
)
fact_sources = shelf("fact_sources", text("entry"), text("fact"), text("source"), of_fact())
fact_dossier = shelf("fact_dossier", text("entry"), text("fact"), text("dossier"), of_fact())

topics = shelf("topics", text("id"), text("icon"), UniqueConstraint("edition", "id"))
sources = shelf(
    "sources",
    text("id"),
    text("title"),
    text("publisher"),
    text("url", null=True),
    text("published", null=True),
    text("retrieved", null=True),
    UniqueConstraint("edition", "id"),
)
speakers = shelf("speakers", text("id"), UniqueConstraint("edition", "id"))
places = shelf(
    "places",
    text("id"),
    Column("latitude", Double, nullable=False),
    Column("longitude", Double, nullable=False),
    text("source", null=True),
    UniqueConstraint("edition", "id"),
)
offices = shelf(
    "offices",
    text("id"),
    text("contact", null=True),
    text("source", null=True),
    UniqueConstraint("edition", "id"),
)
names = shelf("names", text("kind"), text("id"), text("language"), text("text"))
