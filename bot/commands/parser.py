"""The program's commands and their arguments."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Coroutine
from typing import TypeAlias

from bot import __version__
from bot.commands import (
    acts,
    asking,
    benchmark,
    curating,
    editing,
    inquiries,
    measuring,
    outbox,
    parked,
    qr,
    rekey,
    serving,
)
from bot.commands.console import Console
from bot.settings import Settings

Command: TypeAlias = Callable[[Settings, Console, Namespace], Coroutine[None, None, int]]
COMMANDS: dict[str, Command] = {
    "run": serving.run,
    "chat": serving.chat,
    "ask": asking.ask,
    "check": editing.check_content,
    "publish": editing.publish,
    "editions": editing.list_editions,
    "rollback": editing.roll_back,
    "stale": curating.stale,
    "coverage": curating.coverage,
    "evaluate": measuring.evaluate_questions,
    "benchmark": benchmark.benchmark,
    "parked": parked.parked,
    "qr": qr.qr,
    "inquiries": inquiries.inquiries,
    "outbox": outbox.outbox,
    "acts": acts.acts,
    "rekey": rekey.rekey,
}
DESK = {"inquiries": inquiries.ACTIONS, "outbox": outbox.ACTIONS}
DRAFTS = ("run", "chat", "ask", "evaluate")


def build(console: Console) -> ArgumentParser:
    """Return the parser; the chosen command is `command_of` what it parsed."""
    parser = ArgumentParser(prog="gerbang", description=console.text("help.program"))
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar=console.text("help.metavar"))
    for name in COMMANDS:
        words = console.text(f"help.{name}")
        command = commands.add_parser(name, help=words, description=words)
        command.set_defaults(command=name)
        if name in DRAFTS:
            command.add_argument("--draft", action="store_true", help=console.text("help.draft"))
        if name in DESK:
            _desk(command, console, name)
        if name in ARGUMENTS:
            ARGUMENTS[name](command, console)
    return parser


def command_of(args: Namespace) -> Command:
    """Return the function of the command that was chosen."""
    return COMMANDS[args.command]


def _benchmark(command: ArgumentParser, console: Console) -> None:
    for option in ("quick", "growth", "json"):
        command.add_argument(f"--{option}", action="store_true", help=console.text(f"help.{option}"))
    command.add_argument("--postgres", help=console.text("help.postgres"))


def _qr(command: ArgumentParser, console: Console) -> None:
    command.add_argument("subject", help=console.text("help.subject"))
    for option in ("bot", "png", "svg"):
        command.add_argument(f"--{option}", help=console.text(f"help.{option}"))


def _ask(command: ArgumentParser, console: Console) -> None:
    command.add_argument("text", nargs="*", help=console.text("help.text"))
    for option in ("json", "jsonl", "why"):
        command.add_argument(f"--{option}", action="store_true", help=console.text(f"help.{option}"))


def _desk(command: ArgumentParser, console: Console, name: str) -> None:
    command.add_argument("action", nargs="?", choices=DESK[name], help=console.text("help.act"))
    command.add_argument("number", nargs="?", help=console.text("help.which"))
    if name == "inquiries":
        command.add_argument("words", nargs="*", help=console.text("help.words"))


def _evaluate(command: ArgumentParser, console: Console) -> None:
    command.add_argument("--questions", help=console.text("help.questions"))
    command.add_argument("--against", metavar="FILE", help=console.text("help.against"))
    command.add_argument("--json", action="store_true", help=console.text("help.json"))


def _parked(command: ArgumentParser, console: Console) -> None:
    command.add_argument("action", nargs="?", choices=parked.ACTIONS, help=console.text("help.action"))
    command.add_argument("update", nargs="?", help=console.text("help.update"))


def _publish(command: ArgumentParser, console: Console) -> None:
    command.add_argument("--recalibrate", action="store_true", help=console.text("help.recalibrate"))


def _rollback(command: ArgumentParser, console: Console) -> None:
    command.add_argument("number", type=int, help=console.text("help.number"))


def _coverage(command: ArgumentParser, console: Console) -> None:
    command.add_argument("--all", action="store_true", help=console.text("help.all"))


def _stale(command: ArgumentParser, console: Console) -> None:
    command.add_argument("--days", type=int, default=0, help=console.text("help.days"))


ARGUMENTS: dict[str, Callable[[ArgumentParser, Console], None]] = {
    "ask": _ask,
    "benchmark": _benchmark,
    "coverage": _coverage,
    "evaluate": _evaluate,
    "parked": _parked,
    "publish": _publish,
    "qr": _qr,
    "rollback": _rollback,
    "stale": _stale,
}
