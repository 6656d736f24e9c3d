"""The rules of the content, one function each, in the order in which an editor reads their findings."""

from collections.abc import Callable, Iterator

from bot.content.problem import Problem
from bot.publishing.checks import (
    claims,
    danger,
    dates,
    dossier,
    figures,
    questions,
    references,
    sources,
    templates,
    texts,
)
from bot.publishing.checks.subject import Subject

CHECKS: tuple[Callable[[Subject], Iterator[Problem]], ...] = (
    texts.missing_languages,
    texts.titles,
    texts.equal_texts,
    templates.syntax,
    templates.names,
    templates.parity,
    templates.rendering,
    figures.stray_figures,
    figures.stray_title_figures,
    figures.units,
    claims.speakers,
    texts.markup,
    texts.lengths,
    sources.facts_have_sources,
    sources.sentences_have_sources,
    sources.complete,
    questions.enough,
    questions.alike,
    references.topics,
    references.related,
    references.places,
    references.offices,
    references.sources,
    references.speakers,
    references.dossier,
    references.confidence,
    dossier.figures,
    references.decisions,
    danger.calm_questions,
    dates.review_days,
    templates.unused_facts,
    sources.unused,
)


def run(subject: Subject) -> list[Problem]:
    """Return all problems that the rules find, by file and line."""
    found = [problem for check in CHECKS for problem in check(subject)]
    return sorted(found, key=lambda problem: (problem.warning, problem.spot.file, problem.spot.line))
