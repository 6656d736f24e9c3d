"""The benchmark: what a question costs, against a bare echo bot in the same run, on loopback."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from shutil import copy
from socket import create_server
from statistics import median
from time import monotonic
from typing import TypeAlias

from cryptography.fernet import Fernet

from bot.content.content import Content
from bot.languages import Trouble
from bot.measuring import echo
from bot.measuring.child import Child
from bot.measuring.load import KINDS, questions
from bot.measuring.stand import SECRET, Stand, stand

# Seconds that a start, and all answers of one load, may take.
START, PATIENCE = 120.0, 600.0
# What is measured, and held against the echo.
MEASURED = ("cpu", "per_second", "p50", "p99", "memory", "start")
# What is asked before anything is measured.
WARMING = 60


Contestant: TypeAlias = tuple[str, Sequence[str], Sequence[Mapping[str, str]]]


class PublishingFailed(Trouble):
    """The content could not be published for the benchmark."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is asked: a load at once, and one at a pace of `rate` a second; `rounds` times in turn."""

    burst: int = 1000
    paced: int = 400
    rate: float = 40.0
    rounds: int = 2


@dataclass(frozen=True, slots=True)
class Figures:
    """What one load cost one bot: CPU and latencies in milliseconds, memory in megabytes, start in seconds.

    `ratios` holds each against the echo's in the same round.
    """

    bot: str
    load: str
    pace: str
    cpu: float
    per_second: float
    p50: float
    p99: float
    memory: float
    start: float
    ratios: Mapping[str, float] = field(default_factory=dict)

    def against(self, bare: "Figures") -> "Figures":
        """Return the same, held against what the echo needed."""
        held = ((name, getattr(self, name), getattr(bare, name)) for name in MEASURED)
        return replace(self, ratios={name: own / its if its else 0.0 for name, own, its in held})

    def as_json(self) -> dict[str, object]:
        """Return the figures by name."""
        shown = asdict(self) | {name: round(getattr(self, name), 3) for name in MEASURED}
        return shown | {"ratios": {name: round(one, 3) for name, one in self.ratios.items()}}


def middle(found: Iterable[Figures]) -> list[Figures]:
    """Return, for each bot, load and pace, the medians over all rounds."""
    alike: dict[tuple[str, str, str], list[Figures]] = {}
    for one in found:
        alike.setdefault((one.load, one.pace, one.bot), []).append(one)
    return [_median(rounds) for rounds in alike.values()]


def _median(rounds: Sequence[Figures]) -> Figures:
    values = {name: median(getattr(one, name) for one in rounds) for name in MEASURED}
    ratios = {name: median(one.ratios[name] for one in rounds) for name in rounds[0].ratios}
    return replace(rounds[0], **values, ratios=ratios)


@dataclass(frozen=True, slots=True)
class Runner:
    """One bot that is measured: its stand, its processes, and the seconds it took to its first answer."""

    name: str
    stand: Stand
    children: Sequence[Child]
    start: float

    async def measure(self, texts: Sequence[str], load: str, rate: float | None) -> Figures:
        """Ask questions and see what they cost."""
        before, began = self._cpu(), monotonic()
        took = await self.stand.ask(texts, rate, PATIENCE)
        seconds = monotonic() - began
        # What is written after the last answer belongs to the cost, too.
        await asyncio.sleep(0.3)
        return Figures(
            bot=self.name,
            load=load,
            pace=f"{rate:.0f}/s" if rate else "-",
            cpu=(self._cpu() - before) / len(texts) * 1000,
            per_second=len(texts) / seconds,
            p50=took[len(took) // 2] * 1000,
            p99=took[int(len(took) * 0.99)] * 1000,
            memory=sum(child.memory for child in self.children) / 1e6,
            start=self.start,
        )

    def _cpu(self) -> float:
        return sum(child.cpu for child in self.children)


@asynccontextmanager
async def running(
    name: str, arguments: Sequence[str], environs: Sequence[Mapping[str, str]], content: Content
) -> AsyncIterator[Runner]:
    """Start a bot, as many processes as it has environments, and warm it up."""
    async with stand() as its, AsyncExitStack() as stack:
        hooked = [one for one in environs if "GERBANG_WEBHOOK_URL" in one]
        its.hooks = [f"http://{one['GERBANG_LISTEN']}/hook" for one in hooked]
        began, children = monotonic(), []
        for environ in environs:
            given = {"GERBANG_TOKEN": its.tg.token, "GERBANG_API_URL": its.address, **environ}
            children.append(await Child.start(arguments, given))
            stack.push_async_callback(children[-1].stop)
        await its.ask(["/start"], None, START)
        started = monotonic() - began
        await its.ask(questions(content, "zipf", WARMING), None, START)
        yield Runner(name, its, children, started)


async def measured(
    runners: Sequence[Runner], content: Content, plan: Plan, told: Callable[[Figures], None]
) -> list[Figures]:
    """Measure all loads, the bots in turn; the first runner is what the others are held against."""
    found: list[Figures] = []
    for load, texts, rate in _loads(content, plan):
        bare: Figures | None = None
        for runner in runners:
            one = await runner.measure(texts, load, rate)
            bare = bare or one
            found.append(one.against(bare))
            told(found[-1])
    return found


def _loads(content: Content, plan: Plan) -> Iterator[tuple[str, Sequence[str], float | None]]:
    many, used = plan.burst + plan.paced, 0
    lots = {load: questions(content, load, many * plan.rounds) for load in KINDS}
    for _ in range(plan.rounds):
        for load in KINDS:
            yield load, lots[load][used : used + plan.burst], None
            yield load, lots[load][used + plan.burst : used + many], plan.rate
        used += many


@asynccontextmanager
async def contest(content: Content, folder: Path, postgres: str | None) -> AsyncIterator[list[Runner]]:
    """Start the echo bot and ours in every way of serving; PostgreSQL where there is a database for it."""
    bot = ("-m", "bot", "run")
    free = _addresses(5)
    key = {"GERBANG_SECRET_KEY": Fernet.generate_key().decode(), "GERBANG_CONTENT": str(folder)}
    async with AsyncExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        await publish({**key, "GERBANG_DATABASE_URL": _sqlite(home / "published.db")})
        contestants: list[Contestant] = [("echo", ("-m", echo.__name__), [{}])]
        for name, hooked in (("polling sqlite", False), ("webhook sqlite", True)):
            copy(home / "published.db", home / f"{name}.db")
            contestants.append(
                (name, bot, [_environ(key, _sqlite(home / f"{name}.db"), free.pop(), hooked=hooked)])
            )
        if postgres:
            await publish({**key, "GERBANG_DATABASE_URL": postgres})
            environs = [_environ(key, postgres, free.pop(), hooked=True) for _ in range(3)]
            contestants += [("webhook postgresql", bot, environs[:1]), ("2 replicas", bot, environs[1:])]
        yield [
            await stack.enter_async_context(running(name, arguments, environs, content))
            for name, arguments, environs in contestants
        ]


async def publish(environ: Mapping[str, str]) -> None:
    """Publish the content into a database of the benchmark's own; raises PublishingFailed."""
    child = await Child.start(("-m", "bot", "publish"), environ)
    if await child.ended() != 0:
        raise PublishingFailed("benchmark.not_published")


def _sqlite(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def _addresses(many: int) -> list[str]:
    """Return free addresses of this machine, no two alike."""
    with ExitStack() as stack:
        taken = [stack.enter_context(create_server(("127.0.0.1", 0))) for _ in range(many)]
        return [f"127.0.0.1:{one.getsockname()[1]}" for one in taken]


def _environ(key: Mapping[str, str], database: str, listen: str, *, hooked: bool) -> dict[str, str]:
    hook = {"GERBANG_WEBHOOK_URL": "https://bot.example.org/hook", "GERBANG_WEBHOOK_SECRET": SECRET}
    return {**key, "GERBANG_DATABASE_URL": database, "GERBANG_LISTEN": listen, **(hook if hooked else {})}
