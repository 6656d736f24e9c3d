"""A content folder is read by a process of its own."""

import asyncio
import sys
from asyncio.subprocess import Process
from pathlib import Path
from typing import Any

import pytest

from bot.content.reading import read
from bot.publishing import folder
from bot.publishing.folder import digest_apart
from bot.storage.digest import digest_of
from tests import toy


async def test_the_digest_is_the_one_that_is_published(tmp_path: Path) -> None:
    content, _ = read(toy.lay(tmp_path / "content"), ("en", "id"))
    assert await digest_apart(tmp_path / "content", ("en", "id")) == digest_of(content)


async def test_what_cannot_be_told_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "__name__", "bot.no_such_module")
    assert await digest_apart(tmp_path, ("en",)) is None


async def test_who_stops_waiting_leaves_no_process_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: asyncio.Future[Process] = asyncio.get_running_loop().create_future()
    start = asyncio.create_subprocess_exec

    async def sleeping(*_: object, **how: Any) -> Process:
        started.set_result(await start(sys.executable, "-c", "import time; time.sleep(60)", **how))
        return started.result()

    monkeypatch.setattr(asyncio, "create_subprocess_exec", sleeping)
    waiting = asyncio.create_task(digest_apart(tmp_path, ("en",)))
    process = await started
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await asyncio.wait_for(process.wait(), 20) != 0
