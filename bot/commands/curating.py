"""The curator's commands: `coverage`, what can be read of the dossier, and `stale`, what is due."""

from argparse import Namespace
from collections import Counter
from datetime import timedelta

from bot.assistant import local_day
from bot.commands.console import Console
from bot.content.dossier import read_dossier, read_gaps
from bot.content.reading import read
from bot.ground import opened, utc_now
from bot.languages import Languages
from bot.publishing.checks.subject import STATED, Subject
from bot.publishing.coverage import Answered, Coverage, Covered, Standing
from bot.settings import Settings
from bot.storage import questions


async def coverage(settings: Settings, console: Console, args: Namespace) -> int:
    """Tell which fact and gap of the dossier stands in which entry; 1 when one that should stands in none."""
    languages = Languages.load(settings.locales)
    content, _ = read(settings.content, tuple(languages))
    subject = Subject(content, languages, local_day(utc_now()), read_dossier(settings.content))
    found = Coverage(subject)
    facts, gaps = found.facts(), found.gaps(read_gaps(settings.content))
    for fact in facts:
        if args.all or fact.standing not in {Standing.COVERED, Standing.WITHHELD}:
            _fact(console, fact)
    for fact in facts:
        if fact.standing is Standing.WITHHELD and not args.all:
            _fact(console, fact)
    for gap in gaps:
        if args.all or gap.faults:
            _gap(console, gap)
    return _totals(console, facts, gaps)


def _fact(console: Console, fact: Covered) -> None:
    shown = {"fact": fact.fact, "entries": ", ".join(fact.entries), "languages": ", ".join(fact.lacking)}
    console.say(f"coverage.{fact.standing}", **shown)


def _gap(console: Console, gap: Answered) -> None:
    key = "coverage.gap_open" if gap.faults else "coverage.gap"
    console.say(key, gap=gap.gap, entries=", ".join(gap.entries), faults=", ".join(gap.faults))


def _totals(console: Console, facts: list[Covered], gaps: list[Answered]) -> int:
    counts = Counter(fact.standing for fact in facts)
    wanted = len(facts) - counts[Standing.WITHHELD]
    answered = sum(not gap.faults for gap in gaps)
    console.say("coverage.facts", covered=counts[Standing.COVERED], wanted=wanted, all=len(facts))
    console.say("coverage.gaps", answered=answered, all=len(gaps))
    return int(counts[Standing.COVERED] < wanted or answered < len(gaps))


async def stale(settings: Settings, console: Console, args: Namespace) -> int:
    """List the entries that are due for review within some days, those that are asked most first."""
    async with opened(settings) as ground:
        today = local_day(ground.now())
        content, _ = read(settings.content, tuple(ground.languages))
        async with ground.database.begin() as session:
            asked = await questions.asked_of(session)
    last = today + timedelta(days=args.days)
    reviews = [(entry.id, entry.review_by) for entry in content.entries.values() if entry.kind in STATED]
    due = [(name, day) for name, day in reviews if day and day <= last]
    for name, day in sorted(due, key=lambda one: (-asked.get(one[0], 0), one[1], one[0])):
        written = console.language.day(day.year, day.month, day.day)
        console.say("stale.line", entry=name, day=written, count=asked.get(name, 0))
    console.say("stale.total", due=len(due), days=args.days)
    return 0
