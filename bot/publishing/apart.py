"""A process of its own for one piece of work: something else goes on, and its memory goes with it."""

import asyncio
import signal
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")
SPAWN = get_context("spawn")


async def apart(make: Callable[[Given], Made], given: Given) -> Made:
    """Return what is made, in another process; raises BrokenProcessPool where it cannot start or ends.

    Who stops waiting ends the process. One whose starter was killed ends when it has made its piece.
    """
    ours, theirs = SPAWN.Pipe(duplex=False)
    process = SPAWN.Process(target=_send, args=(theirs, make, given))
    try:
        process.start()
        theirs.close()
        made, error = await asyncio.to_thread(ours.recv)
    except (BrokenPipeError, EOFError) as broken:
        # The door would take a broken pipe for a reader who has gone, and end well.
        raise BrokenProcessPool from broken
    finally:
        if process.pid is not None:
            process.kill()
            process.join()
    if error is not None:
        raise error
    found: Made = made
    return found


def _send(line: "Connection[Any, Any]", make: Callable[[Given], Made], given: Given) -> None:
    # Ctrl-C reaches all processes of a terminal; ours is ended by who started it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        made: tuple[Made | None, Exception | None] = make(given), None
    except Exception as error:  # noqa: BLE001  whatever it is, it is raised where it was waited for
        made = None, error
    with suppress(BrokenPipeError):
        line.send(made)
