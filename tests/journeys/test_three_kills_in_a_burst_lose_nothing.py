"""The bot as a process of its own, polling over HTTP: killed three times in a burst of 300 messages."""

from pathlib import Path

from bot.ground import utc_now
from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from bot.receiving.lanes import MOST_LANES
from bot.settings import Settings
from tests.faults import ASKED, all_answered, all_recorded, ask, twice
from tests.process import copied, over_http

PEOPLE, ROUNDS = 20, 15
TOKEN = "7000000001:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


async def answers_reach(people: list[Person], count: int) -> None:
    await people[0].until(lambda: sum(len(person.messages) for person in people) >= count or None, 60)


async def survived(folder: Path, url: str, content: Path) -> None:
    tg = Telegram(now=utc_now, token=TOKEN)
    people = [tg.person(user_id=100 + number, name=f"P{number}") for number in range(PEOPLE)]
    asked = [*ASKED] * (ROUNDS // len(ASKED))
    await ask(people, asked)
    async with over_http(tg, folder, url, content) as bot:
        for share in (0.1, 0.4, 0.7):
            await bot.start()
            await answers_reach(people, int(PEOPLE * ROUNDS * share))
            await bot.kill()
        await bot.start()
        await all_answered(people, asked, 90)
        assert await bot.stop() == 0
    # At each kill one call a person may be under way.
    assert twice(people, asked) <= 3 * min(MOST_LANES, PEOPLE)
    await all_recorded(url, PEOPLE * ROUNDS)
    assert {one.method for one in tg.refused} <= {"getUpdates"}  # the poll that a kill leaves behind
    assert TOKEN.partition(":")[2] not in bot.logged


async def test_on_sqlite(toy_published: Path, tmp_path: Path) -> None:
    await survived(tmp_path, copied(toy_published, tmp_path), toy_published / "content")


async def test_on_postgresql(shared: Settings, tmp_path: Path) -> None:
    await survived(tmp_path, shared.database_url, shared.content)
