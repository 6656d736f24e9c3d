"""The door: chooses a command, nothing else."""

import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.commands import logs, parser
from bot.commands.console import Console
from bot.languages import Trouble
from bot.settings import read

TROUBLE = 2
# The shell's own number for Ctrl-C.
INTERRUPTED = 130
# EX_SOFTWARE in sysexits.h.
UNEXPECTED = 70


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a trouble is one sentence, never a trace."""
    console = Console.of(os.environ)
    args = parser.build(console).parse_args(arguments)
    try:
        settings = read(os.environ, Path(".env"))
        logs.configure(settings.log)
        return asyncio.run(parser.command_of(args)(settings, console, args))
    except Trouble as trouble:
        console.trouble(trouble)
        return TROUBLE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; nothing is left to say to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001  the last resort: a person gets a sentence, not a trace
        console.unexpected(error)
        return UNEXPECTED


if __name__ == "__main__":
    sys.exit(main())
