"""The machine's cores: a question takes one, a publication all of them side by side."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

MOST = 4

Given = TypeVar("Given")
Made = TypeVar("Made")


def count() -> int:
    """Return how many cores we use at once."""
    return min(MOST, os.cpu_count() or 1)


def side_by_side(make: Callable[[Given], Made], given: Iterable[Given]) -> list[Made]:
    """Return what is made of each, in order; numpy's work, one thread each, goes on all cores."""
    with ThreadPoolExecutor(count()) as pool:
        return list(pool.map(make, given))
