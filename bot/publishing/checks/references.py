"""Rules on references: whatever an entry names exists."""

from collections.abc import Iterable, Iterator

from bot.content.entry import Kind
from bot.content.problem import Problem, fault, remark
from bot.content.reference import Office, Place
from bot.publishing.checks.subject import Subject


def topics(subject: Subject) -> Iterator[Problem]:
    """An entry's folder is a topic."""
    for entry in subject.entries:
        if entry.topic not in subject.content.topics:
            yield fault(entry.spot, "check.unknown_topic", entry=entry.id, topic=entry.topic)


def related(subject: Subject) -> Iterator[Problem]:
    """Related entries exist, are others, and are no emergency texts."""
    for entry in subject.entries:
        for name in entry.related:
            other = subject.content.entries.get(name)
            if other is None or other is entry or other.kind is Kind.URGENT:
                yield fault(entry.spot, "check.unknown_related", entry=entry.id, name=name)


def places(subject: Subject) -> Iterator[Problem]:
    """An entry's place exists."""
    for entry in subject.entries:
        if entry.place and entry.place not in subject.content.places:
            yield fault(entry.spot, "check.unknown_place", entry=entry.id, name=entry.place)


def offices(subject: Subject) -> Iterator[Problem]:
    """Offices exist, and a gap entry names one."""
    for entry in subject.entries:
        for name in entry.refer_to:
            if name not in subject.content.offices:
                yield fault(entry.spot, "check.unknown_office", entry=entry.id, name=name)
        if entry.kind is Kind.GAP and not entry.refer_to:
            yield remark(entry.spot, "check.gap_without_office", entry=entry.id)


def sources(subject: Subject) -> Iterator[Problem]:
    """Every source that an entry, fact, place or office names stands in sources.yaml."""
    known = subject.content.sources
    for entry in subject.entries:
        for name in _missing(entry.sources, known):
            yield fault(entry.spot, "check.unknown_source", name=name, where=entry.id)
        for fact in entry.facts.values():
            for name in _missing(fact.sources, known):
                yield fault(fact.spot, "check.unknown_source", name=name, where=f"{entry.id}, {fact.name}")
    holders: tuple[Place | Office, ...] = (
        *subject.content.places.values(),
        *subject.content.offices.values(),
    )
    for holder in holders:
        if holder.source and holder.source not in known:
            yield fault(holder.spot, "check.unknown_source", name=holder.source, where=holder.id)


def _missing(names: Iterable[str], known: Iterable[str]) -> list[str]:
    return [name for name in names if name not in known]


def speakers(subject: Subject) -> Iterator[Problem]:
    """Every speaker stands in speakers.yaml."""
    for entry in subject.entries:
        for fact in entry.facts.values():
            if fact.said_by and fact.said_by not in subject.content.speakers:
                yield fault(fact.spot, "check.unknown_speaker", entry=entry.id, name=fact.said_by)


def dossier(subject: Subject) -> Iterator[Problem]:
    """Every dossier fact that a fact carries exists."""
    if not subject.dossier:
        return
    for entry in subject.entries:
        for fact in entry.facts.values():
            for name in _missing(fact.dossier, subject.dossier):
                yield fault(fact.spot, "check.unknown_dossier", entry=entry.id, name=name)


def confidence(subject: Subject) -> Iterator[Problem]:
    """What is low in confidence or unsourced stays out, unless the fact says why it is published."""
    for entry in subject.entries:
        for fact in entry.facts.values():
            known = (subject.dossier[name] for name in fact.dossier if name in subject.dossier)
            for behind in known:
                if not behind.publishable and not fact.publish_because:
                    yield fault(fact.spot, "check.low_confidence", entry=entry.id, name=behind.id)


def decisions(subject: Subject) -> Iterator[Problem]:
    """The entries that the vocabulary names exist."""
    vocabulary = subject.content.vocabulary
    for name in vocabulary.urgent.settings:
        entry = subject.content.entries.get(name)
        if entry is None or entry.kind is not Kind.URGENT:
            yield fault(vocabulary.urgent.spot, "check.unknown_urgent", name=name)
    if vocabulary.no_words and vocabulary.no_words not in subject.content.entries:
        yield fault(vocabulary.urgent.spot, "check.unknown_no_words", name=vocabulary.no_words)
