"""Rows that nobody wrote, by the million: what the benchmark fills a database of its own with."""

from sqlalchemy import Connection, text

# Table and row; `people` and `questions` as daily life would leave them, and their updates handled.
_STATEMENTS = {
    "people (person, language, chosen_at)": "'p' || n, 'en', CURRENT_TIMESTAMP",
    "conversations (conversation, person, question, entry, language, at)": (
        "'c' || n, 'p' || n, :text, 'quay', 'en', CURRENT_TIMESTAMP"
    ),
    "questions (update_id, day, language, outcome, entry, edition, text)": (
        "-n, CURRENT_DATE, 'en', 'answer', 'quay', 1, :text"
    ),
    "updates (bot, update_id, state, attempts, received_at)": ":bot, -n, 'done', 0, CURRENT_TIMESTAMP",
}
_NUMBERS = (
    "WITH RECURSIVE numbers(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM numbers WHERE n < {last}) "
)


def fill(connection: Connection, bot: int, first: int, last: int) -> None:
    """Add people, conversations, questions and handled updates, numbered from `first` to `last`."""
    numbers = _NUMBERS.format(first=int(first), last=int(last))
    given = {"bot": bot, "text": b"x" * 160}
    for table, row in _STATEMENTS.items():
        used = {name: one for name, one in given.items() if f":{name}" in row}
        # Nothing in it comes from outside.
        statement = f"INSERT INTO {table} {numbers} SELECT {row} FROM numbers"  # noqa: S608  see above
        connection.execute(text(statement), used)
