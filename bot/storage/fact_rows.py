"""Facts as rows: values keep their kind and every digit."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from bot.content.entry import Entry, Fact, PartialDate, Value
from bot.storage import edition_tables as tables
from bot.storage.shelves import Rows, grouped
from bot.storage.writing import Row

_PLAIN = ("name", "unit", "qualifier", "said_by", "volatile", "publish_because")


def rows_of_facts(entries: Iterable[Entry]) -> Rows:
    """Lay the facts of entries out as rows."""
    pairs = [(entry, fact) for entry in entries for fact in entry.facts.values()]
    return {
        tables.facts: [_fact_row(entry, fact) for entry, fact in pairs],
        tables.fact_sources: [
            {"entry": entry.id, "fact": fact.name, "source": source}
            for entry, fact in pairs
            for source in fact.sources
        ],
        tables.fact_dossier: [
            {"entry": entry.id, "fact": fact.name, "dossier": dossier}
            for entry, fact in pairs
            for dossier in fact.dossier
        ],
        tables.fact_history: [
            {"entry": entry.id, "fact": fact.name, "day": day, **_stored(value)}
            for entry, fact in pairs
            for day, value in fact.history.items()
        ],
        tables.fact_values: [row for entry, fact in pairs for row in _word_rows(entry, fact)],
    }


def facts_from(rows: Rows) -> dict[str, dict[str, Fact]]:
    """Make the facts of every entry from rows again."""
    shelves = _Shelves(rows)
    facts: dict[str, dict[str, Fact]] = {}
    for row in rows[tables.facts]:
        facts.setdefault(row["entry"], {})[row["name"]] = shelves.fact(row)
    return facts


class _Shelves:
    """What belongs to facts, by entry and fact."""

    def __init__(self, rows: Rows) -> None:
        self._sources = grouped(rows[tables.fact_sources], "entry", "fact")
        self._dossier = grouped(rows[tables.fact_dossier], "entry", "fact")
        self._history = grouped(rows[tables.fact_history], "entry", "fact")
        self._words = grouped(rows[tables.fact_values], "entry", "fact", "day")

    def fact(self, row: Row) -> Fact:
        """Make one fact from its row and what belongs to it."""
        key = (row["entry"], row["name"])
        return Fact(
            **{name: row[name] for name in _PLAIN},
            value=self._value(row, *key, None),
            as_of=day_from(row["as_of"]),
            until=day_from(row["until"]),
            sources=tuple(link["source"] for link in self._sources.get(key, ())),
            dossier=tuple(link["dossier"] for link in self._dossier.get(key, ())),
            history={
                past["day"]: self._value(past, *key, past["day"]) for past in self._history.get(key, ())
            },
        )

    def _value(self, row: Row, entry: str, fact: str, day: str | None) -> Value:
        kind, low = row["kind"], row["value"]
        if kind == "words":
            return {word["language"]: word["text"] for word in self._words.get((entry, fact, day), ())}
        if kind == "range":
            return Decimal(low), Decimal(row["high"])
        if kind == "number":
            return Decimal(low)
        return date.fromisoformat(low) if kind == "date" else low


def day_from(text: str | None) -> PartialDate | None:
    """Make a day, month or year from its text again."""
    return None if text is None else PartialDate.parse(text)


def day_text(day: PartialDate | None) -> str | None:
    """Write a day, month or year as text."""
    return None if day is None else str(day)


def _fact_row(entry: Entry, fact: Fact) -> Row:
    days = {"as_of": day_text(fact.as_of), "until": day_text(fact.until)}
    return {
        "entry": entry.id,
        **{name: getattr(fact, name) for name in _PLAIN},
        **days,
        **_stored(fact.value),
    }


def _stored(value: Value) -> dict[str, str | None]:
    if value is None:
        return {"kind": "none", "value": None, "high": None}
    if isinstance(value, Mapping):
        return {"kind": "words", "value": None, "high": None}
    if isinstance(value, tuple):
        return {"kind": "range", "value": str(value[0]), "high": str(value[1])}
    kind = "text" if isinstance(value, str) else "date" if isinstance(value, date) else "number"
    return {"kind": kind, "value": str(value), "high": None}


def _word_rows(entry: Entry, fact: Fact) -> list[Row]:
    dated: list[tuple[str | None, Value]] = [(None, fact.value), *fact.history.items()]
    return [
        {"entry": entry.id, "fact": fact.name, "day": day, "language": language, "text": text}
        for day, value in dated
        if isinstance(value, Mapping)
        for language, text in value.items()
    ]
