"""Entries as rows, and back."""

from collections.abc import Iterable

from bot.content.entry import Entry, Kind
from bot.storage import edition_tables as tables
from bot.storage.fact_rows import facts_from, rows_of_facts
from bot.storage.shelves import Rows, gathered, grouped, spread
from bot.storage.writing import Row

_PLAIN = ("id", "topic", "kind", "review_by", "checked", "place")


def rows_of_entries(entries: Iterable[Entry]) -> Rows:
    """Lay entries out as rows, their facts included."""
    entries = list(entries)
    return {
        **rows_of_facts(entries),
        tables.entries: [{name: getattr(entry, name) for name in _PLAIN} for entry in entries],
        tables.entry_texts: [row for entry in entries for row in _text_rows(entry)],
        tables.examples: [
            {"entry": entry.id, **row}
            for entry in entries
            for row in spread(entry.questions, "language", "question")
        ],
        tables.entry_sources: _linked(entries, "source", "sources"),
        tables.entry_offices: _linked(entries, "office", "refer_to"),
        tables.related: _linked(entries, "other", "related"),
    }


def entries_from(rows: Rows) -> dict[str, Entry]:
    """Make entries from rows again, in order."""
    facts = facts_from(rows)
    texts = grouped(rows[tables.entry_texts], "entry")
    examples = grouped(rows[tables.examples], "entry")
    sources = gathered(rows[tables.entry_sources], "entry", "source")
    offices = gathered(rows[tables.entry_offices], "entry", "office")
    related = gathered(rows[tables.related], "entry", "other")
    entries: dict[str, Entry] = {}
    for row in rows[tables.entries]:
        key = row["id"]
        entries[key] = Entry(
            **{**row, "kind": Kind(row["kind"])},
            title=_words(texts.get((key,), ()), "title"),
            answer=_words(texts.get((key,), ()), "answer"),
            questions=gathered(examples.get((key,), ()), "language", "question"),
            facts=facts.get(key, {}),
            sources=sources.get(key, ()),
            refer_to=offices.get(key, ()),
            related=related.get(key, ()),
        )
    return entries


def _text_rows(entry: Entry) -> list[Row]:
    languages = list(dict.fromkeys([*entry.title, *entry.answer]))
    return [
        {
            "entry": entry.id,
            "language": code,
            "title": entry.title.get(code),
            "answer": entry.answer.get(code),
        }
        for code in languages
    ]


def _linked(entries: Iterable[Entry], column: str, name: str) -> list[Row]:
    return [{"entry": entry.id, column: other} for entry in entries for other in getattr(entry, name)]


def _words(rows: Iterable[Row], column: str) -> dict[str, str]:
    return {row["language"]: row[column] for row in rows if row[column] is not None}
