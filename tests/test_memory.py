from pathlib import Path

import pytest

from bot import memory


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="Linux tells what a process holds")
def test_what_was_used_for_a_while_goes_back() -> None:
    memory.share()
    last, many = [], 400_000
    pieces = [bytes(200) for _ in range(many)]
    # One piece at the end keeps the rest from going back by itself.
    last.append(bytes(300))
    held = resident()
    pieces.clear()
    memory.give_back()
    assert resident() < held - many * 100


def resident() -> int:
    """Return the bytes that this process holds in RAM."""
    return int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1]) * 4096
