"""A process of its own for one piece of work: something else goes on, and its memory goes with it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


async def apart(make: Callable[[Given], Made], given: Given) -> Made:
    """Return what is made, in another process; raises BrokenProcessPool where it cannot start or ends."""
    loop = asyncio.get_running_loop()
    try:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
            return await loop.run_in_executor(process, make, given)
    except BrokenPipeError as error:
        # It did not even start; the door would take this for a reader who has gone, and end well.
        raise BrokenProcessPool from error
