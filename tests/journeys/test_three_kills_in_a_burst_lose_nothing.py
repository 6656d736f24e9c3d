"""The bot as a process of its own, over HTTP: killed three times in a burst of 300 messages."""

import shutil
from pathlib import Path

from bot.ground import utc_now
from bot.playground.server import served
from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from bot.receiving.lanes import MOST_LANES
from tests.process import process

PEOPLE, ROUNDS = 20, 15
# Each is answered in words that no other is.
ASKED = {"which colour are the cranes": "yellow", "what does storage cost": "Fees", "hello": "Good day"}
TOKEN = "7000000001:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


async def answers_reach(people: list[Person], count: int) -> None:
    await people[0].until(lambda: sum(len(person.messages) for person in people) >= count or None, 60)


def in_order(person: Person, asked: list[str]) -> bool:
    """Tell whether the answers come in the order of the questions, repetitions apart."""
    said = [next(text for text, word in ASKED.items() if word in message.text) for message in person.messages]
    left = iter(said)
    return all(any(text == answered for answered in left) for text in asked)


async def test_three_kills_in_a_burst_lose_nothing(toy_published: Path, tmp_path: Path) -> None:
    shutil.copy(toy_published / "gerbang.db", tmp_path)
    tg = Telegram(now=utc_now, token=TOKEN)
    people = [tg.person(user_id=100 + number, name=f"P{number}") for number in range(PEOPLE)]
    texts = [*ASKED] * (ROUNDS // len(ASKED))
    async with (
        served(tg) as address,
        process(
            tmp_path,
            f"sqlite+aiosqlite:///{tmp_path}/gerbang.db",
            GERBANG_API_URL=address,
            GERBANG_TOKEN=TOKEN,
            GERBANG_CONTENT=str(toy_published / "content"),
        ) as bot,
    ):
        for text in texts:
            for person in people:
                await person.say(text)
        for share in (0.1, 0.4, 0.7):
            await bot.start()
            await answers_reach(people, int(PEOPLE * ROUNDS * share))
            await bot.kill()
        await bot.start()
        await people[0].until(lambda: all(in_order(person, texts) for person in people) or None, 60)
        assert await bot.stop() == 0
    twice = sum(len(person.messages) - ROUNDS for person in people)
    assert twice <= 3 * MOST_LANES
    assert {one.method for one in tg.refused} <= {"getUpdates"}  # the poll that a kill leaves behind
    assert TOKEN.partition(":")[2] not in bot.logged
