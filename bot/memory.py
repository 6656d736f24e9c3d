"""Memory: what was used for a while goes back to the system."""

import ctypes
import sys


def give_back() -> None:
    """Return what nobody uses any more to the system; glibc would keep it as long as the bot runs."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
