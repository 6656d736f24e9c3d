"""300 messages reach webhooks while a process is killed: on SQLite the only one, on PostgreSQL one of two."""

import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path

from bot.ground import utc_now
from bot.playground.server import served
from bot.playground.telegram import Telegram
from bot.receiving.lanes import MOST_LANES
from bot.settings import Settings
from tests.delivering import delivering
from tests.faults import ASKED, all_answered, all_recorded, ask, in_order, twice
from tests.process import Process, process

PEOPLE, ROUNDS = 20, 15
TOKEN = "7000000001:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
SECRET = "s3cret"


@asynccontextmanager
async def bots(
    tg: Telegram, folder: Path, url: str, content: Path, ports: list[int]
) -> AsyncIterator[list[Process]]:
    """The bot as processes behind webhooks, over one database."""
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(served(tg))
        found = []
        for port in ports:
            own = folder / str(port)
            own.mkdir()
            environ = {
                "GERBANG_API_URL": address,
                "GERBANG_TOKEN": TOKEN,
                "GERBANG_CONTENT": str(content),
                "GERBANG_LISTEN": f"127.0.0.1:{port}",
                "GERBANG_WEBHOOK_URL": "https://bot.example.org/hook",
                "GERBANG_WEBHOOK_SECRET": SECRET,
            }
            found.append(await stack.enter_async_context(process(own, url, **environ)))
        yield found


async def survived(tg: Telegram, url: str, running: list[Process], ports: list[int]) -> None:
    """Ask 300 questions, kill the first process three times on the way, and see that all is answered."""
    people = [tg.person(user_id=100 + number, name=f"P{number}") for number in range(PEOPLE)]
    asked = [*ASKED] * (ROUNDS // len(ASKED))
    await ask(people, asked)
    for one in running:
        await one.start()
    hooks = [f"http://127.0.0.1:{port}/hook" for port in ports]
    async with delivering(tg, hooks, SECRET):
        for share in (0.1, 0.4, 0.7):
            await people[0].until(partial(reached, tg, int(PEOPLE * ROUNDS * share)), 60)
            await running[0].kill()
            await running[0].start()
        await all_answered(people, asked, 90)
    assert [person.user.id for person in people if not in_order(person, asked)] == []
    # At each kill one call a person may be under way.
    assert twice(people, asked) <= 3 * min(MOST_LANES, PEOPLE)
    await all_recorded(url, PEOPLE * ROUNDS)
    # One that was started again a moment ago may not listen to the signal yet.
    assert [await one.stop() for one in running][-1] == 0


def reached(tg: Telegram, answers: int) -> bool | None:
    return len(tg.called("sendMessage")) >= answers or None


async def test_on_sqlite(toy_published: Path, tmp_path: Path, unused_tcp_port: int) -> None:
    shutil.copy(toy_published / "gerbang.db", tmp_path)
    tg, ports = Telegram(now=utc_now, token=TOKEN), [unused_tcp_port]
    url = f"sqlite+aiosqlite:///{tmp_path}/gerbang.db"
    async with bots(tg, tmp_path, url, toy_published / "content", ports) as running:
        await survived(tg, url, running, ports)


async def test_on_postgresql_with_two_replicas_one_killed(
    shared: Settings, tmp_path: Path, unused_tcp_port: int
) -> None:
    tg, ports = Telegram(now=utc_now, token=TOKEN), [unused_tcp_port, unused_tcp_port + 1]
    async with bots(tg, tmp_path, shared.database_url, shared.content, ports) as running:
        await survived(tg, shared.database_url, running, ports)
