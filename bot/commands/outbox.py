"""The command `outbox`: what waits to be sent and what may have arrived, listed, sent again, or let go."""

from argparse import Namespace

from bot.commands.console import Console
from bot.ground import opened
from bot.languages import Trouble
from bot.settings import Settings
from bot.storage import outbox as parcels
from bot.storage.outbox import Posted

ACTIONS = ("resend", "discard")
SHOWN = ("uncertain", "waiting", "sending")


class NoParcel(Trouble):
    """An action without a number, or with one that names no such parcel."""


async def outbox(settings: Settings, console: Console, args: Namespace) -> int:
    """List, resend or discard."""
    async with opened(settings) as ground, ground.database.begin() as session:
        if args.action is None:
            _list(console, await parcels.listing(session, ground.database.secrets, SHOWN))
            return 0
        number = int(args.number) if str(args.number or "").isdecimal() else 0
        if args.action == "resend":
            done = await parcels.resend(session, number, ground.now())
        else:
            done = await parcels.discard(session, number)
        if not done:
            raise NoParcel("outbox.no_parcel", number=args.number or "-")
        console.say("outbox.resent" if args.action == "resend" else "outbox.discarded", number=number)
    return 0


def _list(console: Console, found: list[Posted]) -> None:
    for one in sorted(found, key=lambda one: (SHOWN.index(one.state), one.id)):
        console.say(
            "outbox.line",
            number=one.id,
            state=one.state,
            act=one.act,
            inquiry=one.inquiry or "-",
            made=one.made.isoformat(timespec="minutes"),
            reason=one.reason or "-",
        )
    if not found:
        console.say("outbox.empty")
