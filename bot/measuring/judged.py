"""Judged questions: data in `tests/questions/` that a person without Python can extend."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.languages import Trouble


class BadQuestions(Trouble):
    """A list of judged questions that cannot be read."""


OPTIONAL = ("style", "topic", "outcome", "not_outcome")


@dataclass(frozen=True, slots=True)
class Judged:
    """One question with what its reply must hold (`holds`, all of them) and must not (`lacks`)."""

    text: str
    kind: str
    language: str
    style: str = ""
    topic: str = ""
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    outcome: str | None = None
    not_outcome: str | None = None
    after: tuple[str, ...] = ()

    def satisfied_by(self, text: str) -> bool:
        """Tell whether a text holds all that was asked for, and nothing that it must lack."""
        held = all(re.search(pattern, text) for pattern in self.holds)
        return held and not any(re.search(pattern, text) for pattern in self.lacks)


def read_questions(path: Path) -> list[Judged]:
    """Read one list, or all lists of a folder; raises BadQuestions."""
    paths = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    return [_judged(item, one) for one in paths for item in _items(one)]


def _items(path: Path) -> Sequence[Mapping[str, Any]]:
    try:
        items = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise BadQuestions("evaluate.unreadable", path=path) from error
    if not isinstance(items, list):
        raise BadQuestions("evaluate.no_list", path=path)
    return items


def _judged(item: Mapping[str, Any], path: Path) -> Judged:
    try:
        lists: dict[str, Any] = {name: tuple(item.get(name) or ()) for name in ("holds", "lacks", "after")}
        for pattern in (*lists["holds"], *lists["lacks"]):
            re.compile(pattern)
        more: dict[str, Any] = {name: item[name] for name in OPTIONAL if name in item}
        return Judged(text=item["text"], kind=item["kind"], language=item["language"], **more, **lists)
    except (KeyError, TypeError, AttributeError, re.error) as error:
        raise BadQuestions("evaluate.bad_question", path=path, question=str(item)[:80]) from error
