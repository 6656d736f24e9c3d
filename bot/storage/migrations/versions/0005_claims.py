"""Several replicas share the inbox: what waits is found by lane, and a lane is one replica's at a time."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the index of what waits, and the tables of replicas and claims."""
    waiting = sa.text("state = 'waiting'")
    columns = ["bot", "lane", "update_id"]
    op.create_index("ix_updates_waiting", "updates", columns, postgresql_where=waiting, sqlite_where=waiting)
    op.create_table(
        "replicas",
        sa.Column("replica", sa.String(32), primary_key=True),
        sa.Column("beat", sa.BigInteger, nullable=False, comment="counts up while the replica lives"),
    )
    op.create_table(
        "claims",
        sa.Column("bot", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("lane", sa.String(64), primary_key=True, comment="in the hands of one replica alone"),
        sa.Column("replica", sa.String(32), nullable=False),
    )
    op.create_index("ix_claims_replica", "claims", ["replica"])
