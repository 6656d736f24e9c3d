"""Rules on danger: no question that an entry answers raises the alarm."""

from collections.abc import Iterator

from bot.content.entry import Entry
from bot.content.problem import Problem, fault
from bot.publishing.checks.subject import Subject
from bot.publishing.spelt_out import Texts
from bot.search.index import ASIDE
from bot.search.text import sanitise
from bot.search.urgent import Alarm, compiled
from bot.search.views import Speller


def calm_questions(subject: Subject) -> Iterator[Problem]:
    """No example of an entry that answers something is taken for a cry by the patterns."""
    urgent = subject.content.vocabulary.urgent
    alarm, asked = Alarm(urgent), list(_asked(subject))
    texts = Texts(view for _, _, views in asked for view in views)
    # Most texts hold nothing of any pattern; whether those that do are an alarm is for the alarm to say.
    loud = {text for pattern in compiled((*urgent.danger, *urgent.cry)) for text in texts.matching(pattern)}
    for entry, question, views in asked:
        if not loud.isdisjoint(views) and alarm.entry(views) is not None:
            yield fault(entry.spot, "check.false_alarm", entry=entry.id, question=question)


def _asked(subject: Subject) -> Iterator[tuple[Entry, str, list[str]]]:
    """Yield each question that may raise no alarm, with its entry and its lower-case views."""
    speller = Speller(subject.content.vocabulary)
    for entry in subject.entries:
        if entry.kind not in ASIDE:
            for question in (text for texts in entry.questions.values() for text in texts):
                lower = sanitise(question).lower()
                yield entry, question, list(dict.fromkeys([lower, speller.plain(lower)]))
