"""The machine's cores: a question takes one, a publication all of them side by side."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from threadpoolctl import threadpool_limits

MOST = 4

Given = TypeVar("Given")
Made = TypeVar("Made")


def count() -> int:
    """Return how many cores we use at once."""
    return min(MOST, os.cpu_count() or 1)


@contextmanager
def one_each() -> Iterator[None]:
    """Keep numpy to one core a call for the length of the block.

    By itself it splits each small product over all cores, whose threads then wait for each other, spinning:
    on a busy machine that cost five times a question's work (measured 2026-11-25).
    """
    with threadpool_limits(limits=1, user_api="blas"):
        yield


def side_by_side(make: Callable[[Given], Made], given: Iterable[Given]) -> list[Made]:
    """Return what is made of each, in order; numpy's work goes on all cores."""
    with ThreadPoolExecutor(count()) as pool:
        return list(pool.map(make, given))
