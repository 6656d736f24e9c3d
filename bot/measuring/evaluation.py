"""Evaluation: every judged question is asked, and its reply sorted: right, offered, wrong or refused."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from statistics import quantiles
from time import perf_counter
from typing import Any

from bot.answers.reply import Outcome, Reply
from bot.assistant import Assistant, Question, continued
from bot.measuring.judged import Judged
from bot.storage.conversations import Conversation

VERDICTS = ("right", "offered", "wrong", "refused")
# Kinds of questions whose right outcome is an honest refusal.
REFUSALS = {"near_miss", "far"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one judged question."""

    judged: Judged
    verdict: str
    outcome: str
    entry: str | None
    language_right: bool
    took_ms: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the scorecard: counts of verdicts, and shares of the whole line."""

    name: str
    count: int
    right: float
    offered: float
    wrong: float
    refused: float
    language_right: float


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All lines, and the milliseconds of a question."""

    rows: tuple[Row, ...]
    p50_ms: float
    p99_ms: float

    def as_json(self) -> dict[str, Any]:
        """Return the scorecard as a program reads it."""
        return asdict(self)


async def evaluate(
    assistant: Assistant, questions: Iterable[Judged], now: Callable[[], datetime]
) -> list[Verdict]:
    """Ask every question, each in a chat of its own."""
    return [await _ask(assistant, judged, now) for judged in questions]


async def _ask(assistant: Assistant, judged: Judged, now: Callable[[], datetime]) -> Verdict:
    conversation = Conversation()
    for earlier in judged.after:
        reply = await assistant.reply(Question(earlier), conversation, now())
        conversation = continued(conversation, earlier, reply, now())
    began = perf_counter()
    reply = await assistant.reply(Question(judged.text), conversation, now())
    took = (perf_counter() - began) * 1000
    verdict = verdict_of(judged, reply)
    return Verdict(judged, verdict, reply.outcome, reply.entry, reply.language == judged.language, took)


def verdict_of(judged: Judged, reply: Reply) -> str:
    """Sort one reply."""
    if _right(judged, reply):
        return "right"
    if reply.outcome is Outcome.CHOICES:
        return "offered" if any(judged.satisfied_by(one.text) for one in reply.choices) else "wrong"
    return "refused" if reply.outcome is Outcome.UNKNOWN else "wrong"


def _right(judged: Judged, reply: Reply) -> bool:
    if judged.not_outcome is not None and reply.outcome == judged.not_outcome:
        return False
    wanted = judged.outcome or ("unknown" if judged.kind in REFUSALS else None)
    if wanted is not None and reply.outcome != wanted:
        return False
    return judged.satisfied_by(reply.written.text)


def score(verdicts: Sequence[Verdict]) -> Scorecard:
    """Count verdicts over all, and by kind, language, style, topic and outcome."""
    rows = [_row("all", verdicts)]
    for field in ("kind", "language", "style", "topic"):
        rows += _group(field, verdicts, [getattr(one.judged, field) for one in verdicts])
    rows += _group("outcome", verdicts, [str(one.outcome) for one in verdicts])
    times = [one.took_ms for one in verdicts]
    cuts = quantiles(times, n=100) if len(times) > 1 else (times or [0.0]) * 99
    return Scorecard(tuple(rows), round(cuts[49], 2), round(cuts[98], 2))


def _group(field: str, verdicts: Sequence[Verdict], names: Sequence[str]) -> list[Row]:
    """Return a row for each name that a question has, in order."""
    pairs = list(zip(names, verdicts, strict=True))
    return [
        _row(f"{field} {name}", [one for other, one in pairs if other == name])
        for name in sorted(set(names) - {""})
    ]


def _row(name: str, verdicts: Sequence[Verdict]) -> Row:
    count = len(verdicts)
    shares = {
        kind: round(sum(one.verdict == kind for one in verdicts) / max(1, count), 4) for kind in VERDICTS
    }
    spoken = round(sum(one.language_right for one in verdicts) / max(1, count), 4)
    return Row(name, count, **shares, language_right=spoken)
