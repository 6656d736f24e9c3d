import asyncio
from datetime import timedelta
from itertools import count

import pytest

from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from tests.conftest import NOW, Start

COLOUR, HELLO = "which colour are the cranes", "hello"
FLOOD = [COLOUR if number % 3 == 0 else HELLO for number in range(100)]


@pytest.fixture
def tg() -> Telegram:
    """Telegram where a message comes every three seconds: fast, and no flood that is met with silence."""
    seconds = count(step=3)
    return Telegram(now=lambda: NOW + timedelta(seconds=next(seconds)))


def answers(tg: Telegram, person: Person) -> list[int]:
    """Return the places of a person's answers among all that were sent."""
    sent = tg.called("sendMessage")
    return [place for place, params in enumerate(sent) if params["chat_id"] == person.user.id]


async def test_who_asks_meanwhile_is_answered_long_before_the_flood_ends(
    start: Start, tg: Telegram, ana: Person
) -> None:
    budi = tg.person(1002, "Budi", "id")
    for text in FLOOD:
        await ana.say(text)
    async with start() as running:
        await ana.next_message()
        await budi.say("halo")
        await budi.next_message()
        await running.quiet()
    assert len(answers(tg, ana)) == len(FLOOD)
    assert answers(tg, budi)[0] < len(FLOOD) / 2


async def test_who_asked_last_is_not_answered_last(start: Start, tg: Telegram, ana: Person) -> None:
    budi = tg.person(1002, "Budi", "id")
    for text in FLOOD:
        await ana.say(text)
    await budi.say("halo")
    async with start() as running:
        await running.quiet()
    # Telegram hands over a hundred updates at a time, so Budi's comes with the second batch.
    assert answers(tg, budi)[0] < len(FLOOD) / 2


async def test_the_flood_is_answered_in_its_order(start: Start, tg: Telegram, ana: Person) -> None:
    for text in FLOOD:
        await ana.say(text)
    async with start() as running:
        await running.quiet()
    assert [COLOUR if "yellow" in message.text else HELLO for message in ana.messages] == FLOOD


async def test_a_backlog_is_worked_off_in_order_per_person(start: Start, tg: Telegram) -> None:
    people = [tg.person(2000 + number, f"P{number}") for number in range(40)]
    for number in range(5):
        for person in people:
            await person.say(COLOUR if number % 2 else HELLO)
    async with start() as running:
        await running.quiet()
    for person in people:
        assert ["yellow" in message.text for message in person.messages] == [False, True, False, True, False]


async def test_a_chat_that_must_wait_holds_up_only_itself(start: Start, tg: Telegram, ana: Person) -> None:
    budi = tg.person(1002, "Budi", "id")
    tg.fail_next("sendMessage", 429, "Too Many Requests: retry after 2", retry_after=2)
    async with start() as running:
        for text in (HELLO, COLOUR):
            await ana.say(text)
        while not tg.called("sendMessage"):  # noqa: ASYNC110  a refused call rings no bell
            await asyncio.sleep(0)
        await budi.say("halo")
        await budi.next_message()
        assert ana.messages == []
        assert not running.inbox.quiet.is_set()
        await running.quiet()
    assert ["yellow" in message.text for message in ana.messages] == [False, True]


async def test_a_stop_in_the_flood_leaves_the_rest_to_the_next_start(start: Start, ana: Person) -> None:
    for text in FLOOD:
        await ana.say(text)
    async with start():
        await ana.next_message()
    before = len(ana.messages)
    async with start() as running:
        await running.quiet()
    assert before < len(FLOOD)
    assert len(ana.messages) == len(FLOOD)


async def test_new_updates_start_nothing_twice(start: Start, tg: Telegram, ana: Person) -> None:
    async with start() as running:
        for text in FLOOD[:20]:
            await ana.say(text)
            await asyncio.sleep(0)
        await running.quiet()
    assert len(ana.messages) == 20
