"""Two runs of the judged questions side by side: what got better, what got worse, question by question."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from bot.languages import Trouble
from bot.measuring.evaluation import VERDICTS, Verdict

Asked: TypeAlias = tuple[str, ...]
"""What tells one judged question from another: its text, after those before it."""


class BadRun(Trouble):
    """A saved run that cannot be read."""


@dataclass(frozen=True, slots=True)
class Change:
    """One question whose verdict differs from the earlier run's."""

    text: str
    kind: str
    before: str
    now: str

    @property
    def better(self) -> bool:
        """Tell whether the new verdict is the better one; a refusal is better than a wrong answer."""
        return _worth(self.now) > _worth(self.before)


def rows_of(verdicts: Sequence[Verdict]) -> list[dict[str, Any]]:
    """Return what a later run needs to know of each question."""
    return [
        {
            "text": one.judged.text,
            "after": list(one.judged.after),
            "kind": one.judged.kind,
            "language": one.judged.language,
            "verdict": one.verdict,
            "outcome": one.outcome,
            "entry": one.entry,
        }
        for one in verdicts
    ]


def read_run(path: Path) -> dict[Asked, str]:
    """Read a run that `evaluate --json` printed: each question with its verdict; raises BadRun."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["questions"]
        return {(*row["after"], row["text"]): _verdict(row) for row in rows}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadRun("evaluate.bad_run", path=path) from error


def _verdict(row: Mapping[str, Any]) -> str:
    if row["verdict"] not in VERDICTS:
        raise ValueError(row["verdict"])
    return str(row["verdict"])


def changes(verdicts: Sequence[Verdict], earlier: Mapping[Asked, str]) -> Iterator[Change]:
    """Yield the questions of both runs whose verdict changed."""
    for one in verdicts:
        before = earlier.get((*one.judged.after, one.judged.text))
        if before is not None and before != one.verdict:
            yield Change(one.judged.text, one.judged.kind, before, one.verdict)


def _worth(verdict: str) -> int:
    return ("wrong", "refused", "offered", "right").index(verdict)
