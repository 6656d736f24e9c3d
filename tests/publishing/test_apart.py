import asyncio
import os
import sys
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children
from pathlib import Path
from time import sleep

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

    monkeypatch.setattr(module.SPAWN.Process, "start", refuse)
    with pytest.raises(BrokenProcessPool):
        await apart(abs, 1)


async def test_a_process_that_ends_before_it_is_done_is_told() -> None:
    with pytest.raises(BrokenProcessPool):
        await asyncio.wait_for(apart(os._exit, 3), 20)


async def test_who_stops_waiting_leaves_no_process_behind() -> None:
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(apart(sleep, 60), 1)
    assert active_children() == []


async def test_who_is_killed_leaves_none_that_stays(tmp_path: Path) -> None:
    done = tmp_path / "done"
    script = (
        f"import asyncio, os; from bot.publishing.apart import apart; asyncio.run(apart(os.system, {'{}'!r}))"
    )
    work = f"echo $PPID > {tmp_path}/pid; sleep 1; touch {done}"
    starter = await asyncio.create_subprocess_exec(sys.executable, "-c", script.format(work))
    await until((tmp_path / "pid").exists)
    starter.kill()
    await starter.wait()
    await until(done.exists)
    maker = Path("/proc") / (tmp_path / "pid").read_text(encoding="ascii").strip()
    await until(lambda: not maker.exists() or "Z" in (maker / "stat").read_text(encoding="ascii"))


async def until(there: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not there():  # noqa: ASYNC110  another process's end rings no bell
            await asyncio.sleep(0.02)
