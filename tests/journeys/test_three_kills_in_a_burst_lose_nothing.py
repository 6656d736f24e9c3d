"""The bot as a process of its own, over HTTP: killed three times in a burst of 300 messages."""

from pathlib import Path

from bot.ground import utc_now
from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from bot.receiving.lanes import MOST_LANES
from tests.faults import ASKED, all_answered, ask, twice
from tests.process import over_http

PEOPLE, ROUNDS = 20, 15
TOKEN = "7000000001:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


async def answers_reach(people: list[Person], count: int) -> None:
    await people[0].until(lambda: sum(len(person.messages) for person in people) >= count or None, 60)


async def test_three_kills_in_a_burst_lose_nothing(toy_published: Path, tmp_path: Path) -> None:
    tg = Telegram(now=utc_now, token=TOKEN)
    people = [tg.person(user_id=100 + number, name=f"P{number}") for number in range(PEOPLE)]
    asked = [*ASKED] * (ROUNDS // len(ASKED))
    await ask(people, asked)
    async with over_http(tg, tmp_path, toy_published) as bot:
        for share in (0.1, 0.4, 0.7):
            await bot.start()
            await answers_reach(people, int(PEOPLE * ROUNDS * share))
            await bot.kill()
        await bot.start()
        await all_answered(people, asked)
        assert await bot.stop() == 0
    assert twice(people, asked) <= 3 * MOST_LANES
    assert {one.method for one in tg.refused} <= {"getUpdates"}  # the poll that a kill leaves behind
    assert TOKEN.partition(":")[2] not in bot.logged
