"""One entry becomes the text that a person reads, in one language, as of one day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from markupsafe import Markup

from bot.answers.figures import Figure
from bot.answers.plain import length, plain
from bot.answers.reply import Cited, Link, Written
from bot.answers.sources import cited, footer, last_checked, sources_of
from bot.answers.template import Templates
from bot.content.content import Content
from bot.content.entry import Entry, Kind
from bot.content.reference import Source
from bot.languages import Language, Languages

# Telegram refuses a longer message; publishing refuses an entry whose whole text is longer.
MESSAGE_LIMIT = 4096
# Small talk and help state nothing about the world, so they cite nothing.
SOURCED = {Kind.ANSWER, Kind.GAP}
# More buttons than this push the answer off a phone's screen.
RELATED_SHOWN = 3


@dataclass(frozen=True)
class Writer:
    """Writes the entries of one content; what was written is kept, an entry changes only with its edition."""

    content: Content
    languages: Languages
    templates: Templates = field(default_factory=Templates)

    @cached_property
    def _kept(self) -> dict[tuple[str, tuple[tuple[str, bool], ...]], Written]:
        return {}

    def write(self, entries: Sequence[Entry], code: str, day: date) -> Written:
        """Return the whole answer of one entry, or of several in one message, sources at the end."""
        key = (code, tuple((entry.id, _overdue(entry, day)) for entry in entries))
        if key not in self._kept:
            self._kept[key] = self._write(entries, self.languages[code], day)
        return self._kept[key]

    def _write(self, entries: Sequence[Entry], language: Language, day: date) -> Written:
        sourced = [entry for entry in entries if entry.kind in SOURCED]
        found = list(dict.fromkeys(_sources(sourced, self.content.sources)))
        checked = last_checked(sourced, self.content.sources, language)
        parts = [self._part(entry, language, overdue=_overdue(entry, day)) for entry in entries]
        html = Markup("\n\n").join([*parts, *filter(None, [footer(found, language, checked)])])
        return written(html, map(cited, found))

    def _part(self, entry: Entry, language: Language, *, overdue: bool) -> Markup:
        body = Markup(self.body(entry, language))  # noqa: S704  rendered with escaping by the sandbox
        if entry.kind not in SOURCED:
            return body
        parts = [
            Markup("<b>{}</b>\n{}").format(entry.title[language.code], body),
            self._offices(entry, body, language),
            language.html("answer.review_due") if overdue else Markup(),
        ]
        return Markup("\n\n").join(part for part in parts if part)

    def body(self, entry: Entry, language: Language, figures: Mapping[str, object] | None = None) -> str:
        """Render the entry's own text; `figures` may stand in for its facts."""
        if figures is None:
            figures = self.figures(entry, language)
        return self.templates.render(entry.answer[language.code], figures)

    def figures(self, entry: Entry, language: Language) -> dict[str, Figure]:
        """Return the entry's facts, bound to the language."""
        return {name: Figure(fact, language, self.content.speakers) for name, fact in entry.facts.items()}

    def _offices(self, entry: Entry, body: Markup, language: Language) -> Markup:
        """Return who would know more, as far as the text does not name them already."""
        read = plain(body).lower()
        names = [self.content.offices[office].name[language.code] for office in entry.refer_to]
        unnamed = [name for name in names if _short(name).lower() not in read]
        return language.html("answer.refer_to", offices="; ".join(unnamed)) if unnamed else Markup()

    def link(self, entry: Entry, code: str, day: date, *, whole: bool = False) -> Link:
        """Return a button to the entry, with its whole answer where it is offered as a choice."""
        return Link(entry.id, entry.title[code], self.write((entry,), code, day).text if whole else "")

    def related(self, entry: Entry, code: str, day: date) -> tuple[Link, ...]:
        """Return up to three sensible next questions."""
        known = (self.content.entries.get(name) for name in entry.related)
        return tuple(self.link(other, code, day) for other in known if other)[:RELATED_SHOWN]


def written(html: Markup, sources: Iterable[Cited] = ()) -> Written:
    """Return HTML together with its plain form."""
    return Written(str(html), plain(html), length(html), tuple(sources))


def _overdue(entry: Entry, day: date) -> bool:
    return entry.review_by is not None and entry.review_by < day


def _sources(entries: Iterable[Entry], sources: Mapping[str, Source]) -> Iterator[Source]:
    for entry in entries:
        yield from sources_of(entry, sources)


def _short(office: str) -> str:
    """Return an office's name without the explanation behind it."""
    return office.partition(" (")[0].partition(",")[0]
