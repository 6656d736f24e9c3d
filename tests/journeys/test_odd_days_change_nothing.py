"""A clock that jumps, updates that come twice and out of order, a publication under load."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from bot.application import assembled
from bot.ground import assistant, opened
from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from bot.receiving.serving import receiving
from bot.settings import Settings
from tests import toy
from tests.conftest import NOW, Running, Start, now
from tests.faults import ASKED, all_answered, ask, twice

COLOUR = "which colour are the cranes"


class Clock:
    """A clock that jumps when it is told to."""

    def __init__(self) -> None:
        self.off = timedelta()

    def __call__(self) -> datetime:
        return NOW + self.off


@asynccontextmanager
async def with_clock(settings: Settings, tg: Telegram, clock: Clock) -> AsyncIterator[Running]:
    async with opened(settings, clock) as ground:
        helper = await assistant(ground)
        async with assembled(ground, helper, tg.token, tg) as whole, receiving(whole) as found:
            yield Running(tg, whole, found)


async def test_a_clock_that_jumps_a_day_ahead_and_back(settings: Settings, tg: Telegram) -> None:
    people, clock = [tg.person(2000 + number) for number in range(5)], Clock()
    asked = [*ASKED] * 3
    async with with_clock(settings, tg, clock) as running:
        for place, text in enumerate(asked):
            clock.off = timedelta(days=(0, 1, -1)[place % 3])
            await ask(people, [text])
            await running.quiet()
    await all_answered(people, asked, 5)
    assert twice(people, asked) == 0


async def test_updates_that_come_twice_and_out_of_order(start: Start, tg: Telegram) -> None:
    people = [tg.person(2000 + number) for number in range(10)]
    async with start() as running:
        await ask(people, [COLOUR])
        await running.quiet()
        tg._world.updates.webhook = {"url": "https://x.example"}  # polling is over
        await ask(people, ["hello"])
        shuffled = [*tg.pending, *tg.pending]
        Random(3).shuffle(shuffled)  # noqa: S311  no secret
        for update in shuffled:
            await running.inbox.take([update])
        await all_answered(people, [COLOUR, "hello"], 10)
        await running.inbox.quiet.wait()
    assert twice(people, [COLOUR, "hello"]) == 0


async def test_a_publication_under_load_drops_nothing(
    start: Start, tg: Telegram, settings: Settings, tmp_path: Path
) -> None:
    people = [tg.person(2000 + number) for number in range(10)]
    folder = toy.lay(tmp_path / "newer")
    toy.change(folder, "entries/port/cranes.yaml", "The cranes are yellow.", "The cranes are green.")
    async with start() as running:
        await ask(people, [COLOUR] * 4)
        async with opened(replace(settings, content=folder), now) as ground:
            await ground.press.publish(folder, now())
        await ask(people, [COLOUR] * 4)
        await running.quiet()
    assert all(colours(person) == sorted(colours(person), reverse=True) for person in people)
    assert all(len(person.messages) == 8 and "green" in person.messages[-1].text for person in people)


def colours(person: Person) -> list[str]:
    return ["yellow" if "yellow" in message.text else "green" for message in person.messages]
