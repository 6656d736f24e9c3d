"""Rules on danger: no question that an entry answers raises the alarm."""

from collections.abc import Iterator

from bot.content.problem import Problem, fault
from bot.publishing.checks.subject import Subject
from bot.search.index import ASIDE
from bot.search.text import sanitise
from bot.search.urgent import Alarm
from bot.search.views import Speller


def calm_questions(subject: Subject) -> Iterator[Problem]:
    """No example of an entry that answers something is taken for a cry by the patterns."""
    alarm = Alarm(subject.content.vocabulary.urgent)
    speller = Speller(subject.content.vocabulary)
    for entry in subject.entries:
        if entry.kind in ASIDE:
            continue
        for question in (text for texts in entry.questions.values() for text in texts):
            lower = sanitise(question).lower()
            if alarm.entry(list(dict.fromkeys([lower, speller.plain(lower)]))) is not None:
                yield fault(entry.spot, "check.false_alarm", entry=entry.id, question=question)
