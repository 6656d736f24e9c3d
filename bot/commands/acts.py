"""The command `acts`: who did what at the desk, the latest first."""

from argparse import Namespace

from bot.chat.times import written
from bot.commands.console import Console
from bot.ground import opened
from bot.settings import Settings
from bot.storage import service

SHOWN = 200


async def acts(settings: Settings, console: Console, _args: Namespace) -> int:
    """List them."""
    async with opened(settings) as ground, ground.database.begin() as session:
        found = await service.acts(session, ground.database.secrets, SHOWN)
    for one in found:
        when, subject = written(console.language, one.at), one.subject or ""
        console.show(f"{when} · {one.who.name} · {one.act} {subject}".rstrip())
    if not found:
        console.say("acts.none")
    return 0
