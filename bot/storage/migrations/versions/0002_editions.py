"""The published editions: entries, facts and what they refer to."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0002"
down_revision = "0001"


def shelf(name: str, *items: SchemaItem) -> None:
    """Make a table whose rows belong to an edition, in order."""
    op.create_table(
        name,
        sa.Column("edition", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        *items,
        sa.ForeignKeyConstraint(["edition"], ["editions.number"], ondelete="CASCADE"),
    )


def text(name: str, *, null: bool = False) -> sa.Column[str]:
    """Make a column of text."""
    return sa.Column(name, sa.String, nullable=null)


def of_entry() -> sa.ForeignKeyConstraint:
    """Tie a row to its entry."""
    return sa.ForeignKeyConstraint(
        ["edition", "entry"], ["entries.edition", "entries.id"], ondelete="CASCADE"
    )


def of_fact() -> sa.ForeignKeyConstraint:
    """Tie a row to its fact."""
    here, there = ("edition", "entry", "fact"), ("edition", "entry", "name")
    return sa.ForeignKeyConstraint(here, [f"facts.{column}" for column in there], ondelete="CASCADE")


def upgrade() -> None:
    """Make the tables of the editions."""
    _editions()
    _vectors()
    _entries()
    _facts()
    _references()


def _editions() -> None:
    op.create_table(
        "editions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("published", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("encoder", sa.String, nullable=False),
        sa.Column("model", sa.LargeBinary, nullable=False),
        sa.Column("restored_from", sa.Integer),
        sa.Column("languages", sa.String, nullable=False, comment="codes, with spaces between"),
        sa.Column("no_words", sa.String, comment="the entry that answers a message without words"),
    )


def _vectors() -> None:
    op.create_table(
        "vectors",
        sa.Column("encoder", sa.String, primary_key=True),
        sa.Column("fingerprint", sa.String, primary_key=True),
        sa.Column("vector", sa.LargeBinary, nullable=False),
    )


def _entries() -> None:
    shelf(
        "entries",
        text("id"),
        text("topic"),
        text("kind"),
        sa.Column("review_by", sa.Date),
        sa.Column("checked", sa.Date),
        text("place", null=True),
        sa.UniqueConstraint("edition", "id"),
    )
    shelf(
        "entry_texts",
        text("entry"),
        text("language"),
        text("title", null=True),
        text("answer", null=True),
        of_entry(),
    )
    shelf("examples", text("entry"), text("language"), text("question", null=True), of_entry())
    shelf("entry_sources", text("entry"), text("source"), of_entry())
    shelf("entry_offices", text("entry"), text("office"), of_entry())
    shelf("related", text("entry"), text("other"), of_entry())


def _facts() -> None:
    shelf(
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
        sa.Column("volatile", sa.Boolean, nullable=False),
        text("publish_because", null=True),
        sa.UniqueConstraint("edition", "entry", "name"),
        of_entry(),
    )
    shelf(
        "fact_history",
        text("entry"),
        text("fact"),
        text("day"),
        text("kind"),
        text("value", null=True),
        text("high", null=True),
        of_fact(),
    )
    shelf(
        "fact_values",
        text("entry"),
        text("fact"),
        text("day", null=True),
        text("language"),
        text("text"),
        of_fact(),
    )
    shelf("fact_sources", text("entry"), text("fact"), text("source"), of_fact())
    shelf("fact_dossier", text("entry"), text("fact"), text("dossier"), of_fact())


def _references() -> None:
    shelf("topics", text("id"), text("icon"), sa.UniqueConstraint("edition", "id"))
    shelf(
        "sources",
        text("id"),
        text("title"),
        text("publisher"),
        text("url", null=True),
        text("published", null=True),
        text("retrieved", null=True),
        sa.UniqueConstraint("edition", "id"),
    )
    shelf("speakers", text("id"), sa.UniqueConstraint("edition", "id"))
    shelf(
        "places",
        text("id"),
        sa.Column("latitude", sa.Double, nullable=False),
        sa.Column("longitude", sa.Double, nullable=False),
        text("source", null=True),
        sa.UniqueConstraint("edition", "id"),
    )
    shelf(
        "offices",
        text("id"),
        text("contact", null=True),
        text("source", null=True),
        sa.UniqueConstraint("edition", "id"),
    )
    shelf("names", text("kind"), text("id"), text("language"), text("text"))
