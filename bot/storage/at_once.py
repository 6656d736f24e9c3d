"""The inbox's transactions in PostgreSQL's own words: what ends is one statement, what comes another.

Each round trip costs a tenth of an answer, and SQLAlchemy's way to put a statement together four times what
asyncpg's does (2026-11: 31 µs a query instead of 120). Rows come as arrays, one for each column.
"""

from collections.abc import Collection, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Connection

from bot.storage.prepared import fetched
from bot.storage.writing import Row

# What is set of an update that is done stands in `updates.HANDLED`, too. Claims are the last to go.
_ENDED = """
WITH done AS (
    UPDATE updates SET state = 'done', body = NULL, lane = NULL, person = NULL
    WHERE bot = $1 AND update_id = ANY($2::bigint[])
), talks AS (
    INSERT INTO conversations (conversation, person, question, entry, language, at)
    SELECT * FROM unnest($5::varchar[], $6::varchar[], $7::bytea[], $8::varchar[], $9::varchar[],
        $10::timestamptz[])
    ON CONFLICT (conversation) DO UPDATE SET person = excluded.person, question = excluded.question,
        entry = excluded.entry, language = excluded.language, at = excluded.at
), asked AS (
    INSERT INTO questions (update_id, day, language, outcome, entry, edition, text)
    SELECT * FROM unnest($11::bigint[], $12::date[], $13::varchar[], $14::varchar[], $15::varchar[],
        $16::integer[], $17::bytea[])
    ON CONFLICT DO NOTHING
)
DELETE FROM claims WHERE bot = $1 AND replica = $3 AND lane = ANY($4::varchar[])
"""
_TALK = ("conversation", "person", "question", "entry", "language", "at")
_ASKED = ("update_id", "day", "language", "outcome", "entry", "edition", "text")
# Updates, then claims, each in one order everywhere, so that two replicas never wait for each other. Claims
# are made only for a replica that is known: what one that the others think dead claimed, nobody would free.
_CAME = """
WITH new AS (
    INSERT INTO updates (bot, update_id, state, attempts, received_at, lane, person, body)
    SELECT $1, came.update_id, 'waiting', 0, came.received_at, came.lane, came.person, came.body
    FROM unnest($4::bigint[], $5::timestamptz[], $6::varchar[], $7::varchar[], $8::bytea[])
        AS came (update_id, received_at, lane, person, body)
    ORDER BY came.update_id
    ON CONFLICT DO NOTHING RETURNING update_id
), me AS (
    SELECT replica FROM replicas WHERE replica = $2 FOR KEY SHARE
), claimed AS (
    INSERT INTO claims (bot, lane, replica)
    SELECT $1, wanted.lane, me.replica FROM unnest($3::varchar[]) AS wanted (lane) CROSS JOIN me
    ORDER BY wanted.lane
    ON CONFLICT DO NOTHING RETURNING lane
)
SELECT update_id, NULL AS lane FROM new
UNION ALL SELECT NULL, lane FROM claimed
UNION ALL SELECT NULL, lane FROM claims JOIN me USING (replica) WHERE bot = $1 AND lane = ANY($3::varchar[])
"""
_UPDATE = ("update_id", "received_at", "lane", "person", "body")
_WAITING = """
SELECT update_id, lane, body, attempts, received_at FROM (
    SELECT *, row_number() OVER (PARTITION BY lane ORDER BY update_id) AS place
    FROM updates WHERE bot = $1 AND state = 'waiting' AND lane = ANY($2::varchar[])
) AS ranked WHERE place <= $3 ORDER BY update_id
"""
Found: TypeAlias = tuple[Any, ...]


def end(  # noqa: PLR0913, PLR0917  one statement, made of what ends
    connection: Connection,
    bot: int,
    replica: str | None,
    done: Collection[int],
    talks: Sequence[Row],
    asked: Sequence[Row],
    released: Collection[str],
) -> None:
    """Mark updates as handled, keep what is kept of them, and let lanes go."""
    if done or talks or asked or released:
        columns = *_columns(talks, _TALK), *_columns(asked, _ASKED)
        fetched(connection, _ENDED, bot, sorted(done), replica, sorted(released), *columns)


def come(
    connection: Connection, bot: int, replica: str | None, rows: Sequence[Row], lanes: Collection[str]
) -> tuple[set[int], set[str]]:
    """Store updates and claim lanes; returns the ids that are new, and the lanes that are the replica's."""
    if not rows and not lanes:
        return set(), set()
    found = fetched(connection, _CAME, bot, replica, sorted(lanes), *_columns(rows, _UPDATE))
    new = {number for number, _ in found if number is not None}
    return new, {lane for _, lane in found if lane is not None}


def waiting(connection: Connection, bot: int, lanes: Collection[str], most: int) -> Sequence[Found]:
    """Read what waits in lanes: id, lane, body, attempts, moment."""
    return fetched(connection, _WAITING, bot, sorted(lanes), most) if lanes else ()


def _columns(rows: Sequence[Row], names: Sequence[str]) -> list[list[Any]]:
    return [[row[name] for row in rows] for name in names]
