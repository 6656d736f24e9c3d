"""Of 300 answers 5 % each meet a 502, a reset, a 429 and an answer that is lost after Telegram acted."""

from collections import Counter

import pytest

from bot.playground.telegram import Telegram
from tests.conftest import Start, now
from tests.faults import ASKED, BadLine, all_answered, ask, recorded, twice

PEOPLE, ROUNDS = 20, 5


@pytest.fixture
def tg() -> Telegram:
    found = BadLine(now=now)
    found.share, found.hit = 0.05, Counter()
    return found


async def test_all_is_answered_in_order_and_only_what_was_lost_comes_twice(start: Start, tg: BadLine) -> None:
    people = [tg.person(2000 + number, f"P{number}") for number in range(PEOPLE)]
    asked = [*ASKED] * ROUNDS
    await ask(people, asked)
    async with start() as running:
        await all_answered(people, asked)
        await running.quiet()
        assert await recorded(running.whole.ground.database) == len(people) * len(asked)
    assert sum(tg.hit.values()) > 20
    assert twice(people, asked) <= tg.hit["lost"]
    assert tg.refused == []
