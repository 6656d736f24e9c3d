"""One rule at a time, over a small content that each test builds itself."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from bot.content.dossier import DossierFact
from bot.content.entry import Entry
from bot.content.problem import Problem
from bot.languages import Languages
from bot.publishing.checks.subject import Subject
from tests import toy

DAY = date(2026, 11, 24)


@pytest.fixture
def subject(languages: Languages) -> Callable[..., Subject]:
    """Build the subject of a check: entries, and what else the content holds."""

    def build(*entries: Entry, dossier: Mapping[str, DossierFact] | None = None, **parts: Any) -> Subject:
        return Subject(toy.content(*entries, **parts), languages, DAY, dossier or {})

    return build


@pytest.fixture
def found(subject: Callable[..., Subject]) -> Callable[..., list[tuple[str, Mapping[str, object]]]]:
    """Run one rule over entries; gives each problem's key and params."""

    def run(
        rule: Callable[[Subject], Iterator[Problem]], *entries: Entry, **parts: Any
    ) -> list[tuple[str, Mapping[str, object]]]:
        return [(one.key, one.params) for one in rule(subject(*entries, **parts))]

    return run
