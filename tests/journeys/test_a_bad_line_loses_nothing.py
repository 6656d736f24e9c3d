"""Of 300 answers, and of the polls, 5 % each meet a 502, a reset, a 429, and a loss after the effect."""

from collections import Counter
from pathlib import Path

import pytest

from bot.ground import utc_now
from tests.delivering import delivering
from tests.faults import ASKED, BadLine, all_answered, all_recorded, ask, nothing_waits, twice
from tests.process import copied, over_http

PEOPLE, ROUNDS = 20, 5
SECRET = "s3cret"


@pytest.fixture
def tg() -> BadLine:
    found = BadLine(now=utc_now)
    found.share, found.hit = 0.05, Counter()
    return found


async def survived(tg: BadLine, folder: Path, url: str, content: Path, port: int | None) -> None:
    people = [tg.person(2000 + number, f"P{number}") for number in range(PEOPLE)]
    asked = [*ASKED] * ROUNDS
    await ask(people, asked)
    hook = {
        "GERBANG_WEBHOOK_URL": "https://bot.example.org/hook",
        "GERBANG_WEBHOOK_SECRET": SECRET,
        "GERBANG_LISTEN": f"127.0.0.1:{port}",
    }
    async with over_http(tg, folder, url, content, **(hook if port else {})) as bot:
        await bot.start()
        if port:
            async with delivering(tg, [f"http://127.0.0.1:{port}/hook"], SECRET):
                await all_answered(people, asked)
        else:
            await all_answered(people, asked)
        await nothing_waits(url)
        assert await bot.stop() == 0
    assert len([fault for fault, hits in tg.hit.items() if hits > 3]) == 4
    assert twice(people, asked) <= tg.hit["lost"]
    await all_recorded(url, len(people) * len(asked))
    assert tg.refused == []


async def test_by_polling(tg: BadLine, toy_published: Path, tmp_path: Path) -> None:
    await survived(tg, tmp_path, copied(toy_published, tmp_path), toy_published / "content", None)


async def test_by_webhook(tg: BadLine, toy_published: Path, tmp_path: Path, unused_tcp_port: int) -> None:
    url = copied(toy_published, tmp_path)
    await survived(tg, tmp_path, url, toy_published / "content", unused_tcp_port)
