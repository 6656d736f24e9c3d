"""A bot as a process of its own, with what it costs: CPU time, memory, start-up."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL

TICKS = os.sysconf("SC_CLK_TCK")


class Child:
    """One process; `cpu` in seconds of user and system time, `memory` in bytes as they stand in RAM."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, arguments: Sequence[str], environ: Mapping[str, str]) -> "Child":
        """Start Python with arguments."""
        return cls(
            await asyncio.create_subprocess_exec(
                sys.executable, *arguments, env={**os.environ, **environ}, stdout=DEVNULL, stderr=DEVNULL
            )
        )

    @property
    def lives(self) -> bool:
        """Tell whether it still runs."""
        return self._process.returncode is None

    @property
    def cpu(self) -> float:
        """Return the CPU time that it used until now."""
        fields = self._read("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    @property
    def memory(self) -> int:
        """Return the memory that it holds now."""
        line = next(one for one in self._read("status").splitlines() if one.startswith("VmRSS"))
        return int(line.split()[1]) * 1024

    async def ended(self) -> int:
        """Wait for its end; gives the exit code."""
        return await self._process.wait()

    async def stop(self) -> None:
        """End it, kindly first."""
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self._process.wait(), 15)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    def _read(self, name: str) -> str:
        return Path(f"/proc/{self._process.pid}/{name}").read_text(encoding="utf-8")
