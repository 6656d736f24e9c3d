"""The replicas that share the database: each counts up while it lives, and frees what a dead one claimed.

No clock is compared with another: who watches waits by its own until a count has stood still long enough.
"""

from sqlalchemy import Connection, delete, insert, select, update

from bot.storage.tables import claims, replicas


def join(connection: Connection, replica: str) -> None:
    """Enter a replica."""
    connection.execute(insert(replicas), {"replica": replica, "beat": 0})


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
