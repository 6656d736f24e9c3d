"""Rules on texts: languages, titles, markup, length."""

from collections.abc import Iterator

from bot.answers.html import parse
from bot.answers.markup import BadMarkup, units
from bot.answers.writer import MESSAGE_LIMIT
from bot.content.entry import Entry
from bot.content.problem import Problem, fault, remark
from bot.languages import Language, Trouble
from bot.publishing.checks.subject import Subject

# What a button shows on a phone.
LONGEST_TITLE = 64
LONGEST_ANSWER = 2000
LONG_ANSWER = 900
# Telegram drops the formatting beyond.
MOST_ENTITIES = 100


def missing_languages(subject: Subject) -> Iterator[Problem]:
    """Every entry has questions in each language (titles and answers are noted while reading)."""
    for entry in subject.entries:
        for code in subject.languages:
            if not entry.questions.get(code):
                yield fault(entry.spot, "check.no_questions", entry=entry.id, language=code)


def titles(subject: Subject) -> Iterator[Problem]:
    """A title fits on a button."""
    for entry in subject.entries:
        for code, title in entry.title.items():
            if len(title) > LONGEST_TITLE:
                yield fault(entry.spot, "check.long_title", entry=entry.id, language=code, length=len(title))


def equal_texts(subject: Subject) -> Iterator[Problem]:
    """No answer stands in for another language's."""
    for entry in subject.entries:
        answers = list(entry.answer.values())
        if len(set(answers)) < len(answers):
            yield fault(entry.spot, "check.equal_texts", entry=entry.id)


def markup(subject: Subject) -> Iterator[Problem]:
    """Telegram accepts the whole message as it will be sent."""
    for entry, language in subject.texts():
        about = {"entry": entry.id, "language": language.code}
        try:
            ignored = parse(_message(subject, entry, language)).ignored
        except BadMarkup as error:
            yield fault(entry.spot, "check.bad_markup", reason=error.reason, **about)
            continue
        except (Trouble, KeyError):
            continue
        for what in ignored:
            yield fault(entry.spot, "check.ignored_markup", what=what, **about)


def lengths(subject: Subject) -> Iterator[Problem]:
    """An answer is short, and the whole message with its sources fits into one message."""
    writer = subject.writer
    for entry, language, html in _rendered(subject):
        about = {"entry": entry.id, "language": language.code}
        try:
            whole, body = parse(html), parse(writer.body(entry, language))
        except Trouble:
            continue
        if units(whole.text) > MESSAGE_LIMIT or len(whole.entities) > MOST_ENTITIES:
            yield fault(entry.spot, "check.too_long_for_telegram", length=units(whole.text), **about)
        yield from _long(entry, len(body.text), about)


def _long(entry: Entry, length: int, about: dict[str, str]) -> Iterator[Problem]:
    if length > LONGEST_ANSWER:
        yield fault(entry.spot, "check.long_answer", length=length, most=LONGEST_ANSWER, **about)
    elif length > LONG_ANSWER:
        yield remark(entry.spot, "check.longish_answer", length=length, most=LONG_ANSWER, **about)


def _message(subject: Subject, entry: Entry, language: Language) -> str:
    return subject.writer.write((entry,), language.code, subject.day).html


def _rendered(subject: Subject) -> Iterator[tuple[Entry, Language, str]]:
    """Yield each whole message that can be rendered; those that cannot are another rule's finding."""
    for entry, language in subject.texts():
        try:
            yield entry, language, _message(subject, entry, language)
        except (Trouble, KeyError):
            continue
