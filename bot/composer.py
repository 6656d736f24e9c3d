"""A finding becomes a reply: which texts, sources and next questions a person gets, and in which order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from bot.answers.reply import Outcome, Reply, Written
from bot.answers.writer import MESSAGE_LIMIT, Writer, written
from bot.content.entry import Entry, Kind
from bot.languages import Language
from bot.library import Shelf
from bot.search.matching import Danger, Finding, Found, NotFound, Unsure

OUTCOMES = {
    Kind.ANSWER: Outcome.ANSWER,
    Kind.GAP: Outcome.UNKNOWN,
    Kind.SMALLTALK: Outcome.SMALLTALK,
    Kind.HELP: Outcome.SMALLTALK,
    Kind.URGENT: Outcome.URGENT,
}
# As many ways on from a refusal as from an answer.
NEARBY = 3


@dataclass(frozen=True)
class Composer:
    """Turns a finding into a reply, in one language, as of one day."""

    shelf: Shelf
    language: Language
    day: date

    @property
    def _writer(self) -> Writer:
        return self.shelf.writer

    def compose(self, finding: Finding) -> Reply:
        """Return the reply to a finding."""
        match finding:
            case Danger():
                return self._danger(finding)
            case Found():
                return self._found(finding)
            case Unsure():
                return self._choices(finding)
            case NotFound():
                return self._unknown(finding)

    def entry(self, entry: Entry, confidence: float = 1.0) -> Reply:
        """Return one entry as a reply."""
        return self._reply([entry], confidence)

    def _reply(self, entries: Sequence[Entry], confidence: float) -> Reply:
        first = entries[0]
        return Reply(
            outcome=OUTCOMES[first.kind],
            language=self.language.code,
            written=self._written(entries),
            entries=tuple(entry.id for entry in entries),
            title=first.title[self.language.code],
            confidence=confidence,
            related=self._writer.related(first, self.language.code, self.day),
            place=self.shelf.content.places.get(first.place or ""),
        )

    def _written(self, entries: Sequence[Entry]) -> Written:
        """Return the entries in one message, or the first alone where they would not fit."""
        whole = self._writer.write(entries, self.language.code, self.day)
        if whole.length <= MESSAGE_LIMIT:
            return whole
        return self._writer.write(entries[:1], self.language.code, self.day)

    def _entries(self, names: Sequence[str]) -> list[Entry]:
        return [self.shelf.content.entries[name] for name in names]

    def _found(self, finding: Found) -> Reply:
        return self._reply(self._entries(finding.entries), finding.confidence)

    def _danger(self, finding: Danger) -> Reply:
        also = self.shelf.content.entries.get(finding.also or "")
        below = [also] if also and also.kind is Kind.ANSWER else []
        return self._reply([*self._entries([finding.entry]), *below], 1.0)

    def _choices(self, finding: Unsure) -> Reply:
        code = self.language.code
        links = tuple(
            self._writer.link(entry, code, self.day, whole=True) for entry in self._entries(finding.entries)
        )
        text = written(self.language.html("choices.which"))
        return Reply(Outcome.CHOICES, code, text, confidence=finding.confidence, choices=links)

    def _unknown(self, finding: NotFound) -> Reply:
        nearby = [entry for entry in self._entries(_top(finding)) if entry.kind is Kind.ANSWER][:NEARBY]
        links = tuple(self._writer.link(entry, self.language.code, self.day) for entry in nearby)
        parts = [self._not_known(finding), self._who_knows(finding)]
        text = written(Markup("\n\n").join(part for part in parts if part))
        return Reply(Outcome.UNKNOWN, self.language.code, text, confidence=finding.confidence, related=links)

    def _not_known(self, finding: NotFound) -> Markup:
        if finding.elsewhere is None:
            return self.language.html("unknown.nothing")
        place = self.shelf.content.vocabulary.elsewhere[finding.elsewhere]
        return self.language.html("unknown.elsewhere", place=place.name[self.language.code])

    def _who_knows(self, finding: NotFound) -> Markup:
        about_us = finding.elsewhere is None
        nearest = self.shelf.content.entries.get(finding.nearest or "") if about_us else None
        offices = nearest.refer_to if nearest else ()
        names = [self.shelf.content.offices[name].name[self.language.code] for name in offices]
        return self.language.html("answer.refer_to", offices="; ".join(names)) if names else Markup()

    def with_languages(self, reply: Reply) -> Reply:
        """Add the line that says which languages the bot speaks."""
        spoken = self._writer.languages.values()
        names = [str(self.language.locale.languages.get(one.code, one.code)) for one in spoken]
        line = self.language.html("language.spoken", languages=", ".join(names))
        html = line if reply.outcome is Outcome.UNKNOWN else Markup(reply.written.html) + "\n\n" + line  # noqa: S704
        return replace(reply, written=written(html, reply.written.sources))


def _top(finding: NotFound) -> list[str]:
    return [name for name, *_ in finding.trace.top]
