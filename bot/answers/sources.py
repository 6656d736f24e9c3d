"""The sources under an answer: the first one visible in the last line, further ones folded above it."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

from bot.answers.reply import Cited
from bot.content.entry import Entry, Fact, PartialDate
from bot.content.reference import Source
from bot.languages import Language


def sources_of(entry: Entry, sources: Mapping[str, Source]) -> list[Source]:
    """Return the entry's sources, each once: its own first, then its facts'."""
    ids = list(entry.sources)
    for fact in entry.facts.values():
        ids += fact.sources
    return [sources[name] for name in dict.fromkeys(ids) if name in sources]


def cited(source: Source) -> Cited:
    """Return what a program is told about a source."""
    return Cited(source.id, source.title, source.url, str(source.day) if source.day else None)


def footer(found: list[Source], language: Language, checked: str | None) -> Markup:
    """Return the lines under an answer as HTML, or nothing when there is no source."""
    if not found:
        return Markup()
    last = language.html("source.first", source=source_line(found[0], language))
    if checked:
        last = Markup(" ").join([last, language.html("source.checked", day=checked)])
    return _folded(found[1:], language) + last


def _folded(further: list[Source], language: Language) -> Markup:
    if not further:
        return Markup()
    lines = Markup("\n").join(Markup("• ") + source_line(source, language) for source in further)
    head = language.html("source.further")
    return Markup("<blockquote expandable>{}\n{}</blockquote>\n").format(head, lines)


def source_line(source: Source, language: Language) -> Markup:
    """Return a source's title (linked where it may be), publisher and day as HTML."""
    title = escape(source.title)
    if source.url:
        title = Markup('<a href="{}">{}</a>').format(source.url, source.title)
    if source.day is None:
        return language.html("source.undated", title=title, publisher=source.publisher)
    key = "source.dated" if source.published else "source.read"
    day = language.day(source.day.year, source.day.month, source.day.day)
    return language.html(key, title=title, publisher=source.publisher, day=day)


def last_checked(entries: Iterable[Entry], sources: Mapping[str, Source], language: Language) -> str | None:
    """Return the oldest day in words on which the entries' volatile facts were checked, if they have any."""
    days = filter(None, (_checked(entry, sources) for entry in entries))
    oldest = min(days, key=str, default=None)
    return language.day(oldest.year, oldest.month, oldest.day) if oldest else None


def _checked(entry: Entry, sources: Mapping[str, Source]) -> PartialDate | None:
    volatile = [fact for fact in entry.facts.values() if fact.volatile]
    if volatile and entry.checked:
        return PartialDate(entry.checked.year, entry.checked.month, entry.checked.day)
    days = filter(None, (_read_on(fact, sources) for fact in volatile))
    return min(days, key=str, default=None)


def _read_on(fact: Fact, sources: Mapping[str, Source]) -> PartialDate | None:
    """Return the newest day on which one of the fact's sources was read."""
    found = (sources[name] for name in fact.sources if name in sources)
    days = filter(None, (source.retrieved or source.published for source in found))
    return max(days, key=str, default=None)
