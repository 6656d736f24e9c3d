"""The bot as a process of its own, which a test can kill: `python -m bot run` against a Bot API server."""

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from bot.playground.server import served
from bot.playground.telegram import Telegram
from tests.conftest import KEY

ROOT = Path(__file__).resolve().parent.parent


class Process:
    """One run of the bot after the other, over the same settings."""

    def __init__(self, log: Path, **environ: str) -> None:
        self.log = log
        self._environ = {**os.environ, "GERBANG_SECRET_KEY": KEY, "GERBANG_SEMANTIC": "off", **environ}
        self._running: asyncio.subprocess.Process | None = None

    @property
    def logged(self) -> str:
        """All that the runs wrote."""
        return self.log.read_text(encoding="utf-8")

    async def start(self) -> None:
        """Start a run."""
        with self.log.open("ab") as log:
            self._running = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"), cwd=ROOT, env=self._environ, stdout=log, stderr=log
            )

    async def kill(self) -> None:
        """End the run as a power failure does."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """Ask the run to end; gives its exit code."""
        return await self._end(signal.SIGTERM)

    async def _end(self, sign: signal.Signals) -> int:
        if self._running is None:
            return 0
        with suppress(ProcessLookupError):
            self._running.send_signal(sign)
        code = await asyncio.wait_for(self._running.wait(), 20)
        self._running = None
        return code


@asynccontextmanager
async def process(folder: Path, database: str, **environ: str) -> AsyncIterator[Process]:
    """Run the bot's process for the length of the block."""
    one = Process(folder / "log.txt", GERBANG_DATABASE_URL=database, **environ)
    try:
        yield one
    finally:
        await one.kill()


def copied(published: Path, folder: Path) -> str:
    """Copy what was published; gives the copy's address."""
    shutil.copy(published / "gerbang.db", folder)
    return f"sqlite+aiosqlite:///{folder}/gerbang.db"


@asynccontextmanager
async def over_http(
    tg: Telegram, folder: Path, database: str, content: Path, **environ: str
) -> AsyncIterator[Process]:
    """A process that speaks to this Telegram by HTTP."""
    given = {"GERBANG_TOKEN": tg.token, "GERBANG_CONTENT": str(content), **environ}
    async with served(tg) as address, process(folder, database, GERBANG_API_URL=address, **given) as found:
        yield found
