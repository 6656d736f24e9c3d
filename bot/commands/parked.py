"""The command `parked`: the updates that were put aside, listed, shown without what people said, replayed."""

import json
import re
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from bot.commands.console import Console
from bot.ground import Ground, opened
from bot.languages import Trouble
from bot.playground.telegram import PLAYGROUND
from bot.settings import Settings
from bot.storage import updates
from bot.storage.updates import Waiting

ACTIONS = ("show", "replay")
# What tells the kind of an update and nothing of a person.
KINDS = ("type", "status", "language_code")
KIND = re.compile(r"[a-zA-Z_-]{1,24}")
NUMBERS = ("update_id", "message_id", "message_thread_id", "date", "edit_date", "offset", "length")


class NoUpdate(Trouble):
    """`show` or `replay` without a number."""


class UnknownUpdate(Trouble):
    """An update that is not parked."""


async def parked(settings: Settings, console: Console, args: Namespace) -> int:
    """List, show or replay."""
    if args.action and not args.update:
        raise NoUpdate("parked.no_update")
    # Without a token it is the page's bot.
    bot_id = int((settings.token or PLAYGROUND).partition(":")[0])
    async with opened(settings) as ground:
        async with ground.database.begin() as session:
            aside = await updates.parked(session, ground.database.secrets, bot_id)
        if args.action == "replay":
            await _replay(ground, console, bot_id, _chosen(aside, args.update))
        elif args.action == "show":
            for one in _chosen(aside, args.update):
                _line(console, one)
                console.show(json.dumps(masked(one.body), indent=1))
        else:
            _list(console, aside)
    return 0


def _chosen(aside: Sequence[Waiting], word: str) -> list[Waiting]:
    found = [one for one in aside if word in ("all", str(one.update_id))]
    if not found and word != "all":
        raise UnknownUpdate("parked.unknown", update=word)
    return found


def _list(console: Console, aside: Sequence[Waiting]) -> None:
    for one in aside:
        _line(console, one)
    if not aside:
        console.say("parked.none")


def _line(console: Console, one: Waiting) -> None:
    console.say("parked.line", update=one.update_id, attempts=one.attempts, reason=one.reason or "-")


async def _replay(ground: Ground, console: Console, bot_id: int, chosen: Sequence[Waiting]) -> None:
    async with ground.database.begin() as session:
        count = sum([await updates.replay(session, bot_id, one.update_id) for one in chosen])
    console.say("parked.replayed", count=count)


def masked(part: Any, key: str = "") -> Any:
    """Return a part of an update with texts, names and numbers of people replaced by their length."""
    match part:
        case dict():
            return {name: masked(value, name) for name, value in part.items()}
        case list():
            return [masked(value, key) for value in part]
        case None | bool():
            return part
        case str() if key in KINDS and KIND.fullmatch(part):
            return part
        case int() if key in NUMBERS:
            return part
    return f"<{len(str(part))}>"
