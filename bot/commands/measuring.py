"""The command `evaluate`: the scorecard over the judged questions."""

import json
from argparse import Namespace
from pathlib import Path

from bot.commands.asking import prepared
from bot.commands.console import Console
from bot.ground import opened
from bot.measuring.evaluation import Scorecard, Verdict, evaluate, score
from bot.measuring.judged import read_questions
from bot.settings import HOME, Settings

QUESTIONS = HOME.parent / "tests" / "questions"


async def evaluate_questions(settings: Settings, console: Console, args: Namespace) -> int:
    """Ask all judged questions and print what became of them."""
    questions = read_questions(Path(args.questions) if args.questions else QUESTIONS)
    async with opened(settings) as ground:
        assistant = await prepared(ground, console, draft=args.draft)
        verdicts = await evaluate(assistant, questions, ground.now)
    card = score(verdicts)
    if args.json:
        failed = [_failure(one) for one in verdicts if one.verdict != "right"]
        console.show(json.dumps({**card.as_json(), "failed": failed}, indent=1))
        return 0
    _table(console, card)
    return 0


def _failure(one: Verdict) -> dict[str, object]:
    asked = {"text": one.judged.text[:200], "kind": one.judged.kind, "language": one.judged.language}
    return {**asked, "verdict": one.verdict, "outcome": one.outcome, "entry": one.entry}


def _table(console: Console, card: Scorecard) -> None:
    console.say("evaluate.head")
    for row in card.rows:
        shares = (row.right, row.offered, row.wrong, row.refused, row.language_right)
        figures = "".join(f"{share * 100:9.1f}" for share in shares)
        console.show(f"{row.name:<28}{row.count:5}{figures}")
    console.say("evaluate.times", p50=card.p50_ms, p99=card.p99_ms)
