import os
from concurrent.futures.process import BrokenProcessPool

import pytest

from bot.publishing import apart as module
from bot.publishing.apart import apart


async def test_what_is_made_comes_from_another_process() -> None:
    assert await apart(abs, -3) == 3
    assert await apart(os.getenv, "PATH") == os.getenv("PATH")


async def test_what_it_raises_comes_back() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        await apart(int, "x")


async def test_a_process_that_does_not_start_is_no_reader_who_has_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(module, "ProcessPoolExecutor", refuse)
    with pytest.raises(BrokenProcessPool):
        await apart(abs, 1)
