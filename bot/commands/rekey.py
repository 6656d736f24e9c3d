"""The command `rekey`: everything personal is encrypted anew, under a new key in the old one's file."""

from argparse import Namespace

from bot.commands.console import Console
from bot.ground import opened
from bot.languages import Trouble
from bot.settings import Settings
from bot.storage.rekeying import rekey as anew
from bot.storage.secrets import Secrets, put_beside


class KeyElsewhere(Trouble):
    """The key comes from a variable, where the program cannot put another one."""


async def rekey(settings: Settings, console: Console, _args: Namespace) -> int:
    """Make a new key, encrypt everything with it, and put it in place of the old one."""
    if settings.secret_key is not None:
        raise KeyElsewhere("rekey.elsewhere")
    path = settings.secret_key_file
    async with opened(settings) as ground:
        old = ground.database.secrets
        text = old.successor()
        beside = put_beside(path, text)
        async with ground.database.begin() as session:
            count = await anew(session, old, Secrets.from_key(text))
        # A crash from here on leaves the new key beside the old one: README tells what to do then.
        beside.replace(path)
    console.say("rekey.done", count=count, path=path)
    return 0
