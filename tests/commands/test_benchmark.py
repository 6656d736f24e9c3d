import json
from argparse import Namespace
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest

from bot.commands import benchmark as command
from bot.commands.benchmark import benchmark
from bot.commands.console import Console
from bot.content.content import Content
from bot.measuring.benchmark import Figures, Plan, Runner
from bot.settings import Settings

ECHO = Figures("echo", "distinct", "-", 1.5, 700, 2, 9, 55, 0.3)
ONE = Figures("polling sqlite", "distinct", "-", 3.0, 350, 4, 9, 110, 3).against(ECHO)
Parsed = Callable[..., Namespace]
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A contest that nobody has to wait for; the real one is measured in tests/measuring."""

    @asynccontextmanager
    async def none(_content: Content, _folder: Path, _postgres: str | None) -> AsyncIterator[list[Runner]]:
        yield []

    async def told(
        _runners: Sequence[Runner], _content: Content, _plan: Plan, tell: Callable[[Figures], None]
    ) -> list[Figures]:
        tell(ONE)
        return [ONE]

    @contextmanager
    def scratch() -> Iterator[str | None]:
        yield None

    monkeypatch.setattr(command, "contest", none)
    monkeypatch.setattr(command, "measured", told)
    monkeypatch.setattr(command, "scratch_postgres", scratch)


async def test_each_bot_is_a_line(
    settings: Settings, console: Console, parsed: Parsed, capsys: Capture
) -> None:
    assert await benchmark(settings, console, parsed("benchmark", "--quick")) == 0
    shown = capsys.readouterr()
    head, line, medians, again = shown.out.splitlines()
    cpu, latencies = "3.00   2.00x", "4.00   2.00x     9.00   1.00x"
    assert line.startswith("polling sqlite      distinct       -")
    assert cpu in line
    assert latencies in line
    assert (medians, again) == (console.text("benchmark.medians"), line)
    assert len(head) == len(line)
    assert console.text("benchmark.without_postgres") in shown.err


async def test_the_same_as_json(
    settings: Settings, console: Console, parsed: Parsed, capsys: Capture
) -> None:
    assert await benchmark(settings, console, parsed("benchmark", "--json")) == 0
    assert json.loads(capsys.readouterr().out) == ONE.as_json()


async def test_growth_tells_rows_and_entries(
    settings: Settings,
    console: Console,
    parsed: Parsed,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def rows(*given: object) -> None:
        tell = given[-1]
        assert callable(tell)
        tell(ONE)

    monkeypatch.setattr(command, "with_rows", rows)
    monkeypatch.setattr(command, "with_entries", lambda *_given: iter([(100, 2.0, 0.5)]))
    assert await benchmark(settings, console, parsed("benchmark", "--growth")) == 0
    shown = capsys.readouterr().out
    assert console.text("benchmark.entries", entries=100, seconds=2.0, milliseconds=0.5) in shown
