"""The editor's commands: check, publish, editions, rollback."""

from argparse import Namespace
from dataclasses import asdict

from bot.assistant import WITA
from bot.commands.console import Console
from bot.content.problem import Problem
from bot.ground import opened, utc_now
from bot.languages import Languages
from bot.publishing.publish import Refused, check
from bot.search.model import Report
from bot.settings import Settings
from bot.storage import editions
from bot.storage.digest import digest_of

MOST_CONFUSIONS = 20


async def check_content(settings: Settings, console: Console, _args: Namespace) -> int:
    """Name all problems of the content; 1 when one of them stops publication."""
    checked = check(settings.content, Languages.load(settings.locales), utc_now())
    _list(console, checked.problems)
    counts = {"faults": len(checked.faults), "warnings": len(checked.problems) - len(checked.faults)}
    console.say("console.checked", entries=len(checked.content.entries), **counts)
    return 1 if checked.faults else 0


async def publish(settings: Settings, console: Console, args: Namespace) -> int:
    """Publish the content as a new edition; unchanged content stays the edition that it is."""
    async with opened(settings) as ground:
        console.progress("console.publishing")
        try:
            published = await ground.press.publish(
                settings.content, ground.now(), recalibrate=args.recalibrate
            )
        except Refused as refused:
            _list(console, refused.problems)
            console.trouble(refused)
            return 1
    _list(console, published.problems)
    if published.model is None:
        console.say("console.unchanged", number=published.number)
        return 0
    console.say("console.published", number=published.number)
    report(console, published.model.report)
    return 0


async def list_editions(settings: Settings, console: Console, _args: Namespace) -> int:
    """List the editions, and say when the content differs from the current one."""
    async with opened(settings) as ground:
        async with ground.database.begin() as session:
            lines = await editions.listing(session)
        for line in lines:
            day = line.published.astimezone(WITA).isoformat(sep=" ", timespec="minutes")
            key = "console.edition_restored" if line.restored_from else "console.edition"
            console.say(key, number=line.number, day=day, entries=line.entries, earlier=line.restored_from)
        if not lines:
            console.say("console.no_editions")
            return 0
        checked = check(settings.content, ground.languages, ground.now())
        if lines[-1].digest != digest_of(checked.content):
            console.say("console.content_differs", number=lines[-1].number)
    return 0


async def roll_back(settings: Settings, console: Console, args: Namespace) -> int:
    """Publish an earlier edition again, under a new number."""
    async with opened(settings) as ground:
        new = await ground.press.roll_back(args.number, ground.now())
    console.say("console.rolled_back", number=new, earlier=args.number)
    return 0


def _list(console: Console, problems: list[Problem]) -> None:
    for problem in problems:
        console.show(console.problem(problem))


def report(console: Console, found: Report) -> None:
    """Say what to expect of the search, and which examples another entry wins."""
    shares = {
        name: f"{share:.0%}" for name, share in asdict(found.expected).items() if isinstance(share, float)
    }
    console.say("console.expected", **shares)
    for confusion in found.confusions[:MOST_CONFUSIONS]:
        console.say("console.confusion", **asdict(confusion))
    if len(found.confusions) > MOST_CONFUSIONS:
        console.say("console.more_confusions", count=len(found.confusions) - MOST_CONFUSIONS)
