"""An edition's vocabulary."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0003"
down_revision = "0002"


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


def upgrade() -> None:
    """Make the tables of the vocabulary."""
    shelf("spellings", text("language"), text("typed", null=True), text("standard", null=True))
    shelf("synonyms", sa.Column("family", sa.Integer, nullable=False), text("word", null=True))
    shelf("elsewhere", text("id"), sa.UniqueConstraint("edition", "id"))
    shelf("elsewhere_words", text("elsewhere"), text("word"))
    shelf("facets", text("id"), sa.UniqueConstraint("edition", "id"))
    shelf("facet_words", text("facet"), text("word"))
    shelf("facet_units", text("facet"), text("unit"))
    shelf("follow_ups", text("language"), text("pattern", null=True))
    shelf("patterns", text("kind"), text("pattern"))
    shelf("urgent_settings", text("entry"), text("word", null=True))
    shelf("literals", text("word"))
