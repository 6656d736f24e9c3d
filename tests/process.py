"""The bot as a process of its own, which a test can kill: `python -m bot run` against a Bot API server."""

import asyncio
import os
import shutil
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from bot.playground.server import served
from bot.playground.telegram import Telegram
from tests.conftest import KEY

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 20
# What every run imports is imported once: each line of the input forks a run, which then is a process of
# its own; the output tells its id, and its exit code at its end.
RUNS = """
import os, sys
import bot.commands.serving
from bot.__main__ import main
said = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
for line in sys.stdin:
    if not (child := os.fork()):
        os._exit(main(line.split()))
    print(child, file=said, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), file=said, flush=True)
"""


class Process:
    """One run of the bot after the other, over the same settings."""

    def __init__(self, log: Path, **environ: str) -> None:
        self.log = log
        self._environ = {**os.environ, "GERBANG_SECRET_KEY": KEY, "GERBANG_SEMANTIC": "off", **environ}
        self._runs: asyncio.subprocess.Process | None = None
        self._running: int | None = None

    @property
    def logged(self) -> str:
        """All that the runs wrote."""
        return self.log.read_text(encoding="utf-8")

    async def start(self) -> None:
        """Start a run."""
        if self._runs is None:
            self._runs = await self._python("-c", RUNS)
        await self._tell(self._runs, "run")
        self._running = await self._told(self._runs)

    async def command(self, *words: str) -> int:
        """Give a command of the program's beside the run; returns its exit code."""
        one = await self._python("-m", "bot", *words)
        _, code = await asyncio.gather(one.communicate(), asyncio.wait_for(one.wait(), PATIENCE))
        return code

    async def kill(self) -> None:
        """End the run as a power failure does."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """Ask the run to end; gives its exit code."""
        return await self._end(signal.SIGTERM)

    async def close(self) -> None:
        """End the run and what starts the runs."""
        await self.kill()
        if self._runs is not None:
            self._runs.kill()
            await self._runs.wait()

    async def _end(self, sign: signal.Signals) -> int:
        if self._running is None or self._runs is None:
            return 0
        with suppress(ProcessLookupError):
            os.kill(self._running, sign)
        self._running = None
        return await self._told(self._runs)

    async def _python(self, *arguments: str) -> asyncio.subprocess.Process:
        with self.log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable,
                *arguments,
                cwd=ROOT,
                env=self._environ,
                stdin=PIPE,
                stdout=PIPE,
                stderr=log,
            )

    @staticmethod
    async def _tell(runs: asyncio.subprocess.Process, line: str) -> None:
        if runs.stdin is not None:
            runs.stdin.write(f"{line}\n".encode())
            await runs.stdin.drain()

    @staticmethod
    async def _told(runs: asyncio.subprocess.Process) -> int:
        line = await asyncio.wait_for(runs.stdout.readline(), PATIENCE) if runs.stdout else b""
        return int(line or -1)


@asynccontextmanager
async def process(folder: Path, database: str, **environ: str) -> AsyncIterator[Process]:
    """Run the bot's process for the length of the block."""
    one = Process(folder / "log.txt", GERBANG_DATABASE_URL=database, **environ)
    try:
        yield one
    finally:
        await one.close()


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
