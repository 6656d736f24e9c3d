"""The command `evaluate`: the scorecard over the judged questions."""

import json
from argparse import Namespace
from pathlib import Path

from bot.commands.asking import prepared
from bot.commands.console import Console
from bot.ground import opened
from bot.measuring.comparison import Change, changes, read_run, rows_of
from bot.measuring.evaluation import Scorecard, evaluate, score
from bot.measuring.judged import read_questions
from bot.settings import HOME, Settings

QUESTIONS = HOME.parent / "tests" / "questions"
# Letters of a question in the list of changes.
LONGEST = 100


async def evaluate_questions(settings: Settings, console: Console, args: Namespace) -> int:
    """Ask all judged questions and print what became of them."""
    questions = read_questions(Path(args.questions) if args.questions else QUESTIONS)
    earlier = read_run(Path(args.against)) if args.against else None
    async with opened(settings) as ground:
        assistant = await prepared(ground, console, draft=args.draft)
        verdicts = await evaluate(assistant, questions, ground.now)
    card = score(verdicts)
    if args.json:
        console.show(json.dumps({**card.as_json(), "questions": rows_of(verdicts)}, indent=1))
        return 0
    _table(console, card)
    if earlier is not None:
        _compare(console, list(changes(verdicts, earlier)))
    return 0


def _compare(console: Console, found: list[Change]) -> None:
    better = [one for one in found if one.better]
    worse = [one for one in found if not one.better]
    console.say("evaluate.compared", better=len(better), worse=len(worse))
    for sign, group in (("+", better), ("-", worse)):
        for one in group:
            console.show(f"{sign} {one.before:<8} > {one.now:<8} {one.kind:<12} {one.text[:LONGEST]}")


def _table(console: Console, card: Scorecard) -> None:
    console.say("evaluate.head")
    for row in card.rows:
        shares = (row.right, row.offered, row.wrong, row.refused, row.language_right)
        figures = "".join(f"{share * 100:9.1f}" for share in shares)
        console.show(f"{row.name:<28}{row.count:5}{figures}")
    console.say("evaluate.times", p50=card.p50_ms, p99=card.p99_ms)
