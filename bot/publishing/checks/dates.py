"""Rules on time: an answer has a day on which it is looked at again."""

from collections.abc import Iterator

from bot.content.problem import Problem, remark
from bot.publishing.checks.subject import STATED, Subject


def review_days(subject: Subject) -> Iterator[Problem]:
    """A review day stands in the entry and is not past."""
    for entry in subject.entries:
        if entry.kind in STATED and entry.review_by is None:
            yield remark(entry.spot, "check.no_review_day", entry=entry.id)
        elif entry.review_by and entry.review_by < subject.day:
            yield remark(entry.spot, "check.review_due", entry=entry.id, day=entry.review_by)
