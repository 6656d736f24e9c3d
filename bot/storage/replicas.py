"""The replicas that share the database: each counts up while it lives, and frees what a dead one claimed.

No clock is compared with another: who watches waits by its own until a count has stood still long enough.
"""

from sqlalchemy import Connection, delete, insert, select, text, update

from bot.storage.tables import claims, replicas

# What the names of a replica's lines to the server begin with; its own begins like the replica's.
PREFIX = "gerbang-"
_LINES = text(
    "SELECT DISTINCT application_name FROM pg_stat_activity"
    " WHERE datname = current_database() AND starts_with(application_name, :prefix)"
)


def join(connection: Connection, replica: str) -> None:
    """Enter a replica."""
    connection.execute(insert(replicas), {"replica": replica, "beat": 0})


def is_known(connection: Connection, replica: str) -> bool:
    """Tell whether a replica is entered, and keep it so until the transaction's end."""
    mine = select(replicas.c.replica).where(replicas.c.replica == replica)
    return connection.scalar(mine.with_for_update(read=True, key_share=True)) is not None


def sessions(connection: Connection) -> set[str]:
    """Return the sessions that hold a line to the server: one whose process died holds none."""
    if connection.dialect.name != "postgresql":
        return set()
    return {one.removeprefix(PREFIX) for one in connection.scalars(_LINES, {"prefix": PREFIX})}


def beat(connection: Connection, replica: str) -> dict[str, int]:
    """Count a replica up; returns how far each one is, without this one where others thought it dead."""
    one = update(replicas).where(replicas.c.replica == replica)
    connection.execute(one.values(beat=replicas.c.beat + 1))
    return {row.replica: row.beat for row in connection.execute(select(replicas))}


def bury(connection: Connection, replica: str, stood: int) -> bool:
    """Free what a replica claimed, unless it counted on since; tells whether it was dead."""
    still = (replicas.c.replica == replica) & (replicas.c.beat == stood)
    if connection.execute(delete(replicas).where(still)).rowcount == 0:
        return False
    connection.execute(delete(claims).where(claims.c.replica == replica))
    return True


def leave(connection: Connection, replica: str) -> None:
    """Take a replica out, with all that it claimed."""
    connection.execute(delete(claims).where(claims.c.replica == replica))
    connection.execute(delete(replicas).where(replicas.c.replica == replica))
