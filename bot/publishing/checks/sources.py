"""Rules on sources: nothing is stated without one, and each is complete."""

import re
from collections.abc import Iterator

from bot.content.entry import Entry, Kind
from bot.content.problem import Problem, fault, remark
from bot.publishing.checks.subject import Subject

SENTENCE_END = re.compile(r"(?<=[.?!])\s+|\n+")


def facts_have_sources(subject: Subject) -> Iterator[Problem]:
    """Every fact has a source."""
    for entry in subject.entries:
        for fact in entry.facts.values():
            if not fact.sources:
                yield fault(fact.spot, "check.fact_without_source", entry=entry.id, fact=fact.name)


def sentences_have_sources(subject: Subject) -> Iterator[Problem]:
    """A sentence without a figure is carried by the entry's sources or by a fact without a figure."""
    for entry in subject.entries:
        bare = not entry.sources and not any(fact.value is None for fact in entry.facts.values())
        if entry.kind is Kind.ANSWER and bare and _has_plain_sentence(entry):
            yield fault(entry.spot, "check.sentence_without_source", entry=entry.id)


def _has_plain_sentence(entry: Entry) -> bool:
    return any(
        sentence.strip() and "{{" not in sentence
        for answer in entry.answer.values()
        for sentence in SENTENCE_END.split(answer)
    )


def complete(subject: Subject) -> Iterator[Problem]:
    """Every source has a title, a publisher and a day."""
    for source in subject.content.sources.values():
        for missing in ("title", "publisher", "day"):
            if not getattr(source, missing):
                yield fault(source.spot, f"check.source_without_{missing}", source=source.id)


def unused(subject: Subject) -> Iterator[Problem]:
    """A source is there because something cites it."""
    used = {place.source for place in subject.content.places.values()}
    used |= {office.source for office in subject.content.offices.values()}
    for entry in subject.entries:
        used.update(entry.sources)
        used.update(name for fact in entry.facts.values() for name in fact.sources)
    for source in subject.content.sources.values():
        if source.id not in used:
            yield remark(source.spot, "check.unused_source", source=source.id)
