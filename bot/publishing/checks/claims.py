"""Rules on claims: who said it is part of the sentence."""

from collections.abc import Iterator

from bot.content.problem import Problem, fault
from bot.publishing.checks.subject import STATED, Subject, uses


def speakers(subject: Subject) -> Iterator[Problem]:
    """An answer that uses a claim names its speaker once in every language."""
    writer = subject.writer
    for entry in subject.entries:
        if entry.kind not in STATED:
            continue
        for code in entry.answer:
            used = uses(writer, entry, code)
            mentioned = {use.fact for use in used}
            named = {
                entry.facts[use.fact].said_by
                for use in used
                if use.asked == "said_by" and use.fact in entry.facts
            }
            for fact in entry.facts.values():
                counts = fact.name in mentioned or fact.value is None
                if fact.said_by and counts and fact.said_by not in named:
                    yield fault(
                        fact.spot, "check.no_speaker_named", entry=entry.id, fact=fact.name, language=code
                    )
