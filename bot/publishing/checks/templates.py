"""Rules on templates: allowed syntax, known names, and the same facts in every language."""

from collections.abc import Iterator

from bot.answers.template import BadTemplate
from bot.content.problem import Problem, fault, remark
from bot.languages import Trouble
from bot.publishing.checks.subject import Subject, uses


def syntax(subject: Subject) -> Iterator[Problem]:
    """A template holds names, `.said_by` and the listed filters, nothing else."""
    writer = subject.writer
    for entry, language in subject.texts():
        about = {"entry": entry.id, "language": language.code}
        try:
            refused = writer.templates.uses(entry.answer[language.code])[1]
        except BadTemplate as error:
            yield fault(entry.spot, "check.bad_template", reason=error.params["reason"], **about)
            continue
        for what in refused:
            yield fault(entry.spot, "check.refused_syntax", what=what, **about)


def names(subject: Subject) -> Iterator[Problem]:
    """Every name in a template is a fact of its entry."""
    writer = subject.writer
    for entry, language in subject.texts():
        for name in sorted({use.fact for use in uses(writer, entry, language.code)} - set(entry.facts)):
            yield fault(entry.spot, "check.unknown_fact", entry=entry.id, language=language.code, fact=name)


def parity(subject: Subject) -> Iterator[Problem]:
    """All languages use the same facts in the same way, so that they cannot disagree."""
    writer = subject.writer
    for entry in subject.entries:
        used = {code: {(use.fact, use.asked) for use in uses(writer, entry, code)} for code in entry.answer}
        everywhere = set.union(*used.values()) if used else set()
        for code, mine in used.items():
            for name in sorted({fact for fact, _ in everywhere - mine}):
                yield fault(entry.spot, "check.parity", entry=entry.id, language=code, fact=name)


def rendering(subject: Subject) -> Iterator[Problem]:
    """Every answer renders: no figure without a value, no speaker that is missing."""
    writer = subject.writer
    for entry, language in subject.texts():
        if {use.fact for use in uses(writer, entry, language.code)} - set(entry.facts):
            continue
        try:
            writer.body(entry, language)
        except BadTemplate:
            continue
        except Trouble as error:
            sentence = language.text(error.key, **error.params)
            yield fault(
                entry.spot, "check.no_rendering", entry=entry.id, language=language.code, reason=sentence
            )
        except KeyError as error:
            yield fault(
                entry.spot, "check.no_rendering", entry=entry.id, language=language.code, reason=str(error)
            )


def unused_facts(subject: Subject) -> Iterator[Problem]:
    """A fact with a value stands in an answer."""
    writer = subject.writer
    for entry in subject.entries:
        used = {use.fact for code in entry.answer for use in uses(writer, entry, code)}
        for name, fact in entry.facts.items():
            if fact.value is not None and name not in used:
                yield remark(fact.spot, "check.unused_fact", entry=entry.id, fact=name)
