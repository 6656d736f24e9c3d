"""Rules on danger: an urgent entry's questions raise the alarm, nobody else's do."""

from collections.abc import Iterator

from bot.content.entry import Kind
from bot.content.problem import Problem, fault
from bot.publishing.checks.subject import Subject
from bot.search.text import sanitise
from bot.search.urgent import Alarm
from bot.search.views import Speller


def urgent_questions(subject: Subject) -> Iterator[Problem]:
    """Each example of an urgent entry is caught by the patterns."""
    yield from _examples(subject, urgent=True, key="check.urgent_missed")


def calm_questions(subject: Subject) -> Iterator[Problem]:
    """No example of another entry raises the alarm."""
    yield from _examples(subject, urgent=False, key="check.false_alarm")


def _examples(subject: Subject, *, urgent: bool, key: str) -> Iterator[Problem]:
    alarm = Alarm(subject.content.vocabulary.urgent)
    speller = Speller(subject.content.vocabulary)
    for entry in subject.entries:
        if (entry.kind is Kind.URGENT) is not urgent:
            continue
        for question in (text for texts in entry.questions.values() for text in texts):
            lower = sanitise(question).lower()
            if (alarm.entry([lower, speller.plain(lower)]) is not None) is not urgent:
                yield fault(entry.spot, key, entry=entry.id, question=question)
