"""All rules together: none is forgotten, and good content passes every one."""

import inspect
from collections.abc import Callable
from datetime import UTC, datetime, time
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from bot.content.entry import Entry, Spot
from bot.languages import Languages
from bot.publishing import checks
from bot.publishing.checks.subject import Subject
from bot.publishing.publish import check
from tests import toy
from tests.publishing.conftest import DAY


def test_every_rule_is_asked() -> None:
    modules = [import_module(f"{checks.__name__}.{one.name}") for one in iter_modules(checks.__path__)]
    rules = {
        function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
        if list(inspect.signature(function).parameters) == ["subject"]
    }
    assert set(checks.CHECKS) == rules
    assert len(checks.CHECKS) == len(rules)


def test_a_good_content_has_no_problem(tmp_path: Path, languages: Languages) -> None:
    now = datetime.combine(DAY, time(), UTC)
    assert check(toy.lay(tmp_path), languages, now).problems == []


def test_faults_come_before_remarks_and_both_by_file_and_line(subject: Callable[..., Subject]) -> None:
    def at(name: str, line: int, file: str, **changes: object) -> Entry:
        return toy.entry(name, spot=Spot(file, line), **changes)

    bad = {"title": {"en": "t" * 65, "id": "Judul"}}
    entries = at("c", 1, "b.yaml", **bad), at("b", 9, "a.yaml", **bad), at("a", 2, "a.yaml", review_by=None)
    found = checks.run(subject(*entries))
    spots = [(one.warning, one.spot.file, one.spot.line) for one in found]
    assert spots == [(False, "a.yaml", 9), (False, "b.yaml", 1), (True, "a.yaml", 2)]
