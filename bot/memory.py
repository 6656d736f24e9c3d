"""Memory: what was used for a while goes back to the system."""

import ctypes
import sys
from typing import Any

# The number by which glibc knows its limit on heaps (malloc.h).
M_ARENA_MAX = -8


def share() -> None:
    """Let all threads share one heap, said before there are any: half-used ones of their own took 15 MB."""
    limit = _of_glibc("mallopt")
    if limit is not None:
        limit(M_ARENA_MAX, 1)


def give_back() -> None:
    """Return what nobody uses any more to the system; glibc would keep it as long as the bot runs."""
    trim = _of_glibc("malloc_trim")
    if trim is not None:
        trim(0)


def _of_glibc(name: str) -> Any:
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
