"""Topics, sources, speakers, places and offices as rows, and back."""

from bot.content.content import Content
from bot.content.entry import Words
from bot.content.reference import Office, Place, Source, Speaker, Topic
from bot.storage import edition_tables as tables
from bot.storage.fact_rows import day_from, day_text
from bot.storage.shelves import Rows, grouped
from bot.storage.writing import Row


def rows_of_reference(content: Content) -> Rows:
    """Lay what entries refer to out as rows."""
    places = content.places.values()
    offices = content.offices.values()
    return {
        tables.topics: [{"id": topic.id, "icon": topic.icon} for topic in content.topics.values()],
        tables.sources: [_source_row(source) for source in content.sources.values()],
        tables.speakers: [{"id": speaker} for speaker in content.speakers],
        tables.places: [_row(place, "id", "latitude", "longitude", "source") for place in places],
        tables.offices: [_row(office, "id", "contact", "source") for office in offices],
        tables.names: _name_rows(content),
    }


class Names:
    """The names of an edition, by kind and id."""

    def __init__(self, rows: Rows) -> None:
        self._rows = grouped(rows[tables.names], "kind", "id")

    def of(self, kind: str, key: str) -> Words:
        """Give a name in every language."""
        return {row["language"]: row["text"] for row in self._rows.get((kind, key), ())}


def topics_from(rows: Rows, names: Names) -> dict[str, Topic]:
    """Make topics from rows again."""
    return {row["id"]: Topic(title=names.of("topic", row["id"]), **row) for row in rows[tables.topics]}


def sources_from(rows: Rows) -> dict[str, Source]:
    """Make sources from rows again."""
    return {row["id"]: _source(row) for row in rows[tables.sources]}


def speakers_from(rows: Rows, names: Names) -> dict[str, Speaker]:
    """Make speakers from rows again."""
    return {row["id"]: Speaker(name=names.of("speaker", row["id"]), **row) for row in rows[tables.speakers]}


def places_from(rows: Rows, names: Names) -> dict[str, Place]:
    """Make places from rows again."""
    return {
        row["id"]: Place(name=names.of("place", row["id"]), address=names.of("address", row["id"]), **row)
        for row in rows[tables.places]
    }


def offices_from(rows: Rows, names: Names) -> dict[str, Office]:
    """Make offices from rows again."""
    return {row["id"]: Office(name=names.of("office", row["id"]), **row) for row in rows[tables.offices]}


def _row(record: object, *columns: str) -> Row:
    return {column: getattr(record, column) for column in columns}


def _source_row(source: Source) -> Row:
    days = {"published": day_text(source.published), "retrieved": day_text(source.retrieved)}
    return {**_row(source, "id", "title", "publisher", "url"), **days}


def _source(row: Row) -> Source:
    days = {"published": day_from(row["published"]), "retrieved": day_from(row["retrieved"])}
    return Source(**{**row, **days})


def _name_rows(content: Content) -> list[Row]:
    named = [
        *(("topic", topic.id, topic.title) for topic in content.topics.values()),
        *(("speaker", speaker.id, speaker.name) for speaker in content.speakers.values()),
        *(("place", place.id, place.name) for place in content.places.values()),
        *(("address", place.id, place.address) for place in content.places.values()),
        *(("office", office.id, office.name) for office in content.offices.values()),
        *(("elsewhere", other.id, other.name) for other in content.vocabulary.elsewhere.values()),
    ]
    return [
        {"kind": kind, "id": key, "language": language, "text": text}
        for kind, key, words in named
        for language, text in words.items()
    ]
