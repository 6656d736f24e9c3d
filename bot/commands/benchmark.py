"""The command `benchmark`: what a question costs, against a bare echo bot, and how that grows."""

import json
from argparse import Namespace
from collections.abc import Callable
from contextlib import ExitStack

from bot.commands.console import Console
from bot.content.content import Content
from bot.content.reading import read
from bot.languages import Languages
from bot.measuring.benchmark import MEASURED, Figures, Plan, contest, measured, middle
from bot.measuring.growth import ENTRIES, ROWS, with_entries, with_rows
from bot.measuring.scratch import scratch_postgres
from bot.settings import Settings

QUICK = Plan(burst=100, paced=60, rounds=1)
# Questions of a run of growth.
MANY, QUICK_MANY = 500, 50


async def benchmark(settings: Settings, console: Console, args: Namespace) -> int:
    """Measure, and print each line as soon as it is known."""
    languages = Languages.load(settings.locales)
    content, _ = read(settings.content, tuple(languages))
    tell = _teller(console, as_json=args.json)
    if args.growth:
        await _growth(settings, content, languages, console, args)
        return 0
    with ExitStack() as stack:
        postgres = args.postgres or stack.enter_context(scratch_postgres())
        console.progress("benchmark.preparing" if postgres else "benchmark.without_postgres")
        async with contest(content, settings.content, postgres) as runners:
            if not args.json:
                console.say("benchmark.head")
            found = await measured(runners, content, QUICK if args.quick else Plan(), tell)
            if not args.json:
                console.say("benchmark.medians")
                for one in middle(found):
                    tell(one)
    return 0


async def _growth(
    settings: Settings, content: Content, languages: Languages, console: Console, args: Namespace
) -> None:
    many = QUICK_MANY if args.quick else MANY
    if not args.json:
        console.say("benchmark.head")
    tell = _teller(console, as_json=args.json)
    await with_rows(content, settings.content, ROWS[:2] if args.quick else ROWS, many, tell)
    sizes = ENTRIES[:1] if args.quick else ENTRIES
    for size, prepared, took in with_entries(content, languages, sizes, many):
        if args.json:
            console.show(json.dumps({"entries": size, "prepare_s": prepared, "cpu": took}))
        else:
            console.say("benchmark.entries", entries=size, seconds=prepared, milliseconds=took)


def _teller(console: Console, *, as_json: bool) -> Callable[[Figures], None]:
    def tell(one: Figures) -> None:
        console.show(json.dumps(one.as_json()) if as_json else _line(one))

    return tell


def _line(one: Figures) -> str:
    figures = ((getattr(one, name), one.ratios.get(name, 1.0)) for name in MEASURED)
    return f"{one.bot:<20}{one.load:<10}{one.pace:>6}" + "".join(map(_figure, figures))


def _figure(pair: tuple[float, float]) -> str:
    value, ratio = pair
    return f"{value:9.{0 if value >= 1000 else 2}f}{ratio:7.2f}x"
